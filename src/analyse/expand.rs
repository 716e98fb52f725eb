//! Environments, lets, templates and loops: from the statements as written to the
//! statements that they stand for.

use super::scope::{Scope, Substitute, bound_of};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::syntax::ast::*;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Loops and templates may not make more statements than this: no one meant to.
const MOST_STATEMENTS: usize = 2_000_000;

pub(super) struct Expander<'a> {
    findings: &'a mut Diagnostics,
    globals: Rc<Scope>,
    templates: HashMap<String, TemplateStatement>,
    /// Members of the fleets, for `for each x in FLEET`.
    fleets: HashMap<String, Vec<Value>>,
    /// The templates being applied right now, outermost first.
    applying: Vec<Name>,
    used: RefCell<HashSet<String>>,
    out: Vec<Statement>,
}

/// Expands the statements of one environment. Redeclarations were merged before.
pub(super) fn expand(statements: Vec<Statement>, findings: &mut Diagnostics) -> Vec<Statement> {
    let mut expander = Expander {
        findings,
        globals: Rc::default(),
        templates: HashMap::new(),
        fleets: HashMap::new(),
        applying: Vec::new(),
        used: RefCell::default(),
        out: Vec::new(),
    };
    let mut rest = Vec::new();
    let mut lets = Vec::new();
    for statement in statements {
        match statement.kind {
            StatementKind::Let(binding) => lets.push(binding),
            StatementKind::Template(template) => expander.declare_template(template),
            _ => rest.push(statement),
        }
    }
    expander.bind_lets(lets);
    for statement in &rest {
        if let StatementKind::Fleet(fleet) = &statement.kind
            && let Some(members) = fleet.settings.get("members")
        {
            expander.fleets.insert(fleet.name.value.clone(), members.values.clone());
        }
    }
    for statement in rest {
        expander.statement(statement, None);
    }
    expander.report_unused();
    expander.out
}

impl Expander<'_> {
    fn declare_template(&mut self, template: TemplateStatement) {
        let name = template.name.clone();
        if let Some(first) = self.templates.get(&name.value) {
            let finding = super::names::duplicate("template", &name, first.name.span);
            self.findings.push(finding);
            return;
        }
        self.templates.insert(name.value.clone(), template);
    }

    /// Binds the lets in an order in which each finds those that it uses.
    fn bind_lets(&mut self, lets: Vec<LetStatement>) {
        let mut index: HashMap<String, usize> = HashMap::new();
        let mut firsts: Vec<LetStatement> = Vec::new();
        for binding in lets {
            if let Some(first) = index.get(&binding.name.value) {
                let first = firsts[*first].name.span;
                self.findings.push(super::names::duplicate("let", &binding.name, first));
                continue;
            }
            index.insert(binding.name.value.clone(), firsts.len());
            firsts.push(binding);
        }
        let sorted =
            crate::graph::in_order(firsts.len(), |let_| super::names::mentioned(&firsts[let_].value, &index));
        for circle in &sorted.circles {
            // One fault is enough: they are not unused as well.
            let names = circle.iter().map(|let_| firsts[*let_].name.value.clone());
            self.used.borrow_mut().extend(names);
            let stuck = &firsts[circle.iter().copied().min().unwrap_or_default()].name;
            self.findings.push(
                Diagnostic::new(
                    codes::NAME_CYCLE,
                    stuck.span,
                    format!("`{}` is defined by itself", stuck.value),
                )
                .help("break the circle of `let`s"),
            );
        }
        let mut waiting: Vec<Option<LetStatement>> = firsts.into_iter().map(Some).collect();
        let mut globals = Scope::default();
        for binding in sorted.order.into_iter().filter_map(|index| waiting[index].take()) {
            let span = binding.name.span;
            let mut statement = Statement { kind: StatementKind::Let(binding), span, doc: vec![] };
            self.substitute_in(&mut statement, &globals);
            if let StatementKind::Let(binding) = statement.kind {
                globals.bind(&binding.name, binding.value);
            }
        }
        self.globals = Rc::new(globals);
    }

    fn substitute(&mut self, statement: &mut Statement, local: Option<&Rc<Scope>>) {
        let scope = Rc::clone(local.unwrap_or(&self.globals));
        self.substitute_in(statement, &scope);
    }

    fn substitute_in(&mut self, statement: &mut Statement, scope: &Scope) {
        if !scope.is_empty() {
            let mut substitute = Substitute { scope, findings: self.findings, used: &self.used };
            walk_statement(&mut substitute, statement);
        }
    }

    fn statement(&mut self, mut statement: Statement, local: Option<&Rc<Scope>>) {
        if self.out.len() >= MOST_STATEMENTS {
            return;
        }
        self.substitute(&mut statement, local);
        match statement.kind {
            StatementKind::Apply(apply) => self.apply(&apply),
            StatementKind::ForEach(each) => self.for_each(each, local),
            StatementKind::Template(_) | StatementKind::Let(_) | StatementKind::Environment(_) => {
                self.findings.push(
                    Diagnostic::new(
                        codes::NAME_NESTED,
                        statement.span,
                        "this may stand only at the top of a file",
                    )
                    .help("move it out of the block"),
                );
            }
            _ => {
                super::named_times::report_unbound(&mut statement, self.findings);
                self.out.push(statement);
            }
        }
    }

    fn apply(&mut self, apply: &ApplyStatement) {
        let Some(template) = self.templates.get(&apply.template.value).cloned() else {
            let finding =
                super::names::unknown("template", &apply.template, self.templates.keys().map(String::as_str));
            self.findings.push(finding);
            return;
        };
        if let Some(outer) = self.applying.iter().find(|name| name.value == apply.template.value) {
            let message = format!("template `{}` applies itself", apply.template.value);
            self.findings.push(
                Diagnostic::new(codes::NAME_CYCLE, apply.template.span, message)
                    .because(outer.span, "while it is applied here")
                    .help("use `for each` to repeat something"),
            );
            return;
        }
        self.used.borrow_mut().insert(template_key(&apply.template.value));
        let Some(scope) = self.arguments(apply, &template) else { return };
        self.applying.push(apply.template.clone());
        for statement in template.body {
            self.statement(statement, Some(&scope));
        }
        self.applying.pop();
    }

    /// Binds a template's parameters; none when an argument is missing, which was reported.
    fn arguments(&mut self, apply: &ApplyStatement, template: &TemplateStatement) -> Option<Rc<Scope>> {
        let mut scope = Scope::inside(&self.globals);
        let mut given: HashSet<&str> = HashSet::new();
        let mut complete = true;
        for (index, argument) in apply.arguments.iter().enumerate() {
            let parameter = match &argument.name {
                Some(name) => template.parameters.iter().find(|parameter| parameter.name == *name),
                None => template.parameters.get(index),
            };
            let Some(parameter) = parameter else {
                self.findings.push(surplus_argument(argument, template));
                continue;
            };
            if !given.insert(&parameter.name.value) {
                let message = format!("`{}` is given twice", parameter.name.value);
                self.findings
                    .push(Diagnostic::new(codes::NAME_ARGUMENT, argument.span, message).help("give it once"));
            }
            scope.bind(&parameter.name, argument.value.clone());
        }
        for parameter in &template.parameters {
            if given.contains(parameter.name.value.as_str()) {
                continue;
            }
            match &parameter.default {
                Some(default) => scope.bind(&parameter.name, default.clone()),
                None => {
                    complete = false;
                    let message = format!("`{}` needs `{}`", template.name.value, parameter.name.value);
                    self.findings.push(
                        Diagnostic::new(codes::NAME_ARGUMENT, apply.template.span, message)
                            .because(parameter.name.span, "this parameter has no default")
                            .help("give one argument for each parameter"),
                    );
                }
            }
        }
        complete.then(|| Rc::new(scope))
    }

    fn for_each(&mut self, each: ForEachStatement, local: Option<&Rc<Scope>>) {
        let Some(values) = self.list(&each.list, local) else { return };
        let outer = Rc::clone(local.unwrap_or(&self.globals));
        for value in values {
            let mut scope = Scope::inside(&outer);
            scope.bind(&each.variable, bound_of(&value));
            let scope = Rc::new(scope);
            for statement in &each.body {
                self.statement(statement.clone(), Some(&scope));
            }
        }
    }

    fn list(&mut self, list: &ForEachList, local: Option<&Rc<Scope>>) -> Option<Vec<Value>> {
        let name = match list {
            ForEachList::Values(values) => return Some(values.clone()),
            ForEachList::Named(name) => name,
        };
        if let Some(binding) = local.unwrap_or(&self.globals).get(&name.value) {
            self.used.borrow_mut().insert(name.value.clone());
            if let Bound::List(values, _) = &binding.value {
                return Some(values.clone());
            }
            let message = format!("`{}` is not a list", name.value);
            self.findings.push(
                Diagnostic::new(codes::NAME_NOT_LIST, name.span, message)
                    .because(binding.span, "bound here")
                    .help("write a list: `[a, b]`"),
            );
            return None;
        }
        if let Some(members) = self.fleets.get(&name.value) {
            return Some(members.clone());
        }
        let finding = super::names::unknown("list or fleet", name, self.fleets.keys().map(String::as_str));
        self.findings.push(finding);
        None
    }

    fn report_unused(&mut self) {
        let used = self.used.borrow();
        for (name, binding) in self.globals.iter() {
            if !used.contains(name) {
                self.findings.push(super::names::unused("let", name, binding.span));
            }
        }
        for (name, template) in &self.templates {
            if !used.contains(&template_key(name)) {
                self.findings.push(super::names::unused("template", name, template.name.span));
            }
        }
    }
}

/// Templates and values are different name spaces.
fn template_key(name: &str) -> String {
    format!("template {name}")
}

fn surplus_argument(argument: &Argument, template: &TemplateStatement) -> Diagnostic {
    let takes: Vec<&str> =
        template.parameters.iter().map(|parameter| parameter.name.value.as_str()).collect();
    let span = argument.name.as_ref().map_or(argument.span, |name| name.span);
    let finding = Diagnostic::new(
        codes::NAME_ARGUMENT,
        span,
        format!("`{}` takes no such argument", template.name.value),
    )
    .because(template.name.span, format!("its parameters are ({})", takes.join(", ")))
    .help("remove it, or add a parameter to the template");
    match &argument.name {
        Some(name) => finding.did_you_mean(&name.value, takes),
        None => finding,
    }
}
