//! Runs a program for which it is another time. Go asks the kernel for the time through the vDSO, which no
//! library can replace: so the program does not learn of it, each `clock_gettime` becomes a system call that
//! stops it, and we answer.

use std::io;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::thread;

/// How many seconds the program's clock is ahead of ours; may change while it runs.
pub type Ahead = Arc<AtomicI64>;

/// Starts `command` on a thread that answers for its clock, and returns its process id.
pub fn spawn(mut command: Command, ahead: Ahead) -> i32 {
    let (tell, told) = std::sync::mpsc::channel();
    // Only the thread that starts a process may be its tracer.
    thread::spawn(move || {
        // SAFETY: between fork and exec, system calls alone.
        unsafe { command.pre_exec(stop_at_clocks) };
        let mut child = command.spawn().expect("the program runs");
        let process = i32::try_from(child.id()).expect("a process id");
        wait_for(process);
        hide_vdso(process);
        let options = libc::PTRACE_O_TRACESECCOMP | libc::PTRACE_O_TRACECLONE | libc::PTRACE_O_EXITKILL;
        trace(libc::PTRACE_SETOPTIONS, process, 0, options as usize);
        trace(libc::PTRACE_CONT, process, 0, 0);
        tell.send(process).expect("somebody waits");
        answer_until_it_ends(process, &ahead);
        // Nothing is left to wait for, and that is fine.
        let _ = child.wait();
    });
    told.recv().expect("the program starts")
}

/// In the child: let each `clock_gettime` stop it, and let our parent see that.
fn stop_at_clocks() -> io::Result<()> {
    let clock = libc::SYS_clock_gettime as u32;
    let statement = |code: u32, jt, jf, k| libc::sock_filter { code: code as u16, jt, jf, k };
    let filter = [
        statement(libc::BPF_LD | libc::BPF_W | libc::BPF_ABS, 0, 0, 0), // the number of the call
        statement(libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K, 0, 1, clock),
        statement(libc::BPF_RET | libc::BPF_K, 0, 0, libc::SECCOMP_RET_TRACE),
        statement(libc::BPF_RET | libc::BPF_K, 0, 0, libc::SECCOMP_RET_ALLOW),
    ];
    let program = libc::sock_fprog { len: filter.len() as u16, filter: filter.as_ptr().cast_mut() };
    // SAFETY: the filter lives until the calls are done.
    let done = unsafe {
        libc::ptrace(libc::PTRACE_TRACEME, 0, 0, 0) == 0
            && libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
            && libc::prctl(libc::PR_SET_SECCOMP, libc::SECCOMP_MODE_FILTER, &raw const program) == 0
    };
    if done { Ok(()) } else { Err(io::Error::last_os_error()) }
}

fn trace(request: libc::c_uint, process: i32, address: usize, data: usize) -> i64 {
    // SAFETY: the kernel checks process and address; data points nowhere but in `registers`.
    unsafe { libc::ptrace(request, process, address, data) }
}

/// The status with which one of our tracees stopped or ended, and which one.
fn wait_for(process: i32) -> Option<(i32, i32)> {
    let mut status = 0;
    // SAFETY: the status is ours. Children of other threads are not ours to wait for.
    let found = unsafe { libc::waitpid(process, &raw mut status, libc::__WALL | libc::__WNOTHREAD) };
    (found > 0).then_some((found, status))
}

/// Takes the vDSO off the list of facts that the kernel laid on the new program's stack.
fn hide_vdso(process: i32) {
    let mut registers = registers(process);
    let word = |at: u64| trace(libc::PTRACE_PEEKDATA, process, at as usize, 0) as u64;
    let mut at = registers.rsp + 8 * (word(registers.rsp) + 2); // argc, argv, its end
    while word(at) != 0 {
        at += 8; // environment
    }
    at += 8;
    while word(at) != libc::AT_NULL {
        if word(at) == libc::AT_SYSINFO_EHDR {
            trace(libc::PTRACE_POKEDATA, process, at as usize, libc::AT_IGNORE as usize);
        }
        at += 16;
    }
    set_registers(process, &mut registers);
}

fn registers(process: i32) -> libc::user_regs_struct {
    // SAFETY: plain numbers, for which zero is a value, filled by the kernel.
    unsafe {
        let mut registers: libc::user_regs_struct = std::mem::zeroed();
        libc::ptrace(libc::PTRACE_GETREGS, process, 0, &raw mut registers);
        registers
    }
}

fn set_registers(process: i32, registers: &mut libc::user_regs_struct) {
    trace(libc::PTRACE_SETREGS, process, 0, &raw mut *registers as usize);
}

fn answer_until_it_ends(process: i32, ahead: &Ahead) {
    while let Some((thread, status)) = wait_for(-1) {
        if libc::WIFEXITED(status) || libc::WIFSIGNALED(status) {
            if thread == process {
                return;
            }
            continue;
        }
        let event = status >> 16;
        let mut signal = if event == 0 { libc::WSTOPSIG(status) } else { 0 };
        if event == libc::PTRACE_EVENT_SECCOMP {
            answer(thread, ahead.load(Ordering::SeqCst));
        }
        // With these a new thread begins, and the program itself.
        if signal == libc::SIGSTOP || signal == libc::SIGTRAP {
            signal = 0;
        }
        trace(libc::PTRACE_CONT, thread, 0, signal as usize);
    }
}

/// Answers a question for the time of day instead of the kernel; other clocks tell the truth.
fn answer(thread: i32, ahead: i64) {
    let mut registers = registers(thread);
    if registers.rdi != libc::CLOCK_REALTIME as u64 {
        return;
    }
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("it is after 1970");
    let seconds = now.as_secs().wrapping_add_signed(ahead);
    let address = registers.rsi as usize;
    trace(libc::PTRACE_POKEDATA, thread, address, seconds as usize);
    trace(libc::PTRACE_POKEDATA, thread, address + 8, now.subsec_nanos() as usize);
    registers.orig_rax = u64::MAX; // no call
    registers.rax = 0;
    set_registers(thread, &mut registers);
}
