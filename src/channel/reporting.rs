//! What Alertmanager tells of itself: `tracing` and `event_recorder`. No notification goes this way.
//! Each was tried with amtool 0.33.

use super::http::{HEADERS, HTTP, TLS};
use super::table::{Block, Rule, Type};

pub static TRACING: Block = Block {
    settings: &[
        (Type::OneOf(&["http", "grpc"]), &["client_type"]),
        (Type::Text, &["endpoint"]),
        (Type::Number, &["sampling_fraction"]),
        (Type::Bool, &["insecure"]),
        (TLS, &["tls_config"]),
        (HEADERS, &["headers"]),
        (Type::OneOf(&["", "gzip"]), &["compression"]),
        (Type::Duration, &["timeout"]),
    ],
    rules: &[Rule::Needs(&["endpoint"], &[])],
};

pub static EVENT_RECORDER: Block = Block {
    settings: &[
        (
            Type::List(&Type::Block(&Block {
                settings: &[(Type::File, &["path"])],
                rules: &[Rule::Needs(&["path"], &[])],
            })),
            &["file_outputs"],
        ),
        (
            Type::List(&Type::Block(&Block {
                settings: &[
                    (Type::Url, &["url"]),
                    (HTTP, &["http_config"]),
                    (Type::Duration, &["timeout", "retry_backoff"]),
                    (Type::Integer, &["workers", "max_retries"]),
                ],
                rules: &[Rule::Needs(&["url"], &[])],
            })),
            &["webhook_outputs"],
        ),
        (
            Type::List(&Type::Block(&Block {
                settings: &[
                    (Type::List(&Type::Text), &["brokers"]),
                    (Type::Text, &["topic", "client_id", "format", "acks", "compression"]),
                    (Type::Integer, &["buffer_size"]),
                    (TLS, &["tls_config"]),
                ],
                rules: &[],
            })),
            &["kafka_outputs"],
        ),
    ],
    rules: &[],
};
