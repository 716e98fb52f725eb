//! Settings of channels that hide others, or are never reached.

use super::{clean, finds, message};

#[test]
fn an_http_config_that_hides_the_global_one() {
    let program = |own: &str| {
        format!(
            "alertmanager {{ global {{ http_config {{ proxy_url \"http://proxy:3128\"  tls_config {{ ca_file \"/ca\" }} }} }} }}\n\
             channel hook = webhook {{ url \"http://host/\" {own} }}\nseverity critical {{ notify hook }}\n\
             alert Down {{ critical when up == 0 for 15m }}\n"
        )
    };
    let hidden = program("http_config { proxy_from_environment true }");
    finds(&hidden, "channel/http-config", "http_config");
    assert_eq!(message(&hidden), "`hook` is called without the `tls_config` of `global`");
    finds(&program("http_config { follow_redirects false }"), "channel/http-config", "http_config");
    clean(&program("http_config { proxy_from_environment true  tls_config { ca_file \"/other\" } }"));
    clean(&program(""));
}

#[test]
fn a_timeout_that_is_never_reached() {
    let program = |timeout: &str| {
        format!(
            "channel hook = webhook {{ url \"http://host/\" timeout {timeout} }}\n\
             escalation it {{ notify hook  group_interval 1m }}\nseverity critical {{ escalate it }}\n\
             alert Down {{ critical when up == 0 for 15m }}\n"
        )
    };
    finds(&program("90s"), "channel/timeout", "90s");
    clean(&program("1m"));
}
