//! A page in the words of schema.org, as JSON-LD.
//!
//! Only what the page itself says: a review stands here when there is a record
//! of one and the text is still the one that was read, an audience when the
//! site is about health. What a text is about is not guessed from its title.
//! The clinic and the site are told in full on the front door, and named from
//! all other pages.
//!
//! Never: HTML, where the script stands.

use super::{Question, Sort, whole};
use crate::model::settings::{Contact, Settings};
use crate::model::subject::Subject;
use crate::name::Lang;
use crate::render::frame::Frame;
use crate::render::view::{ArticleView, PageView, ReferenceView};
use hayagriva::types::EntryType;
use serde_json::{Map, Value, json};

/// The graph of a page: itself, the way to it, its questions, the site, the clinic.
pub(super) fn graph(frame: &Frame<'_>, sort: Sort, questions: &[Question], view: &ArticleView, picture: &str) -> Value {
    let settings = &frame.site.model.settings;
    let mut graph = vec![page(frame, sort, view, picture)];
    graph.extend(way(frame, view));
    if !questions.is_empty() {
        graph.push(asked(frame, view, questions));
    }
    if sort == Sort::Home {
        graph.push(site(settings));
        graph.push(clinic(settings));
    } else {
        graph.push(
            json!({ "@type": "WebSite", "@id": id(settings, "site"), "name": settings.name, "url": settings.base_url }),
        );
        graph.push(json!({ "@type": "Organization", "@id": id(settings, "clinic"), "name": settings.name, "url": settings.base_url }));
    }
    json!({ "@context": "https://schema.org", "@graph": graph })
}

/// A name within the site that is no page.
fn id(settings: &Settings, name: &str) -> String {
    format!("{}#{name}", settings.base_url)
}

fn page(frame: &Frame<'_>, sort: Sort, view: &ArticleView, picture: &str) -> Value {
    let settings = &frame.site.model.settings;
    let page = &view.page;
    let medical = settings.subject == Subject::Health && sort == Sort::Text;
    let kind = match sort {
        Sort::Text if medical => "MedicalWebPage",
        Sort::Home | Sort::Text | Sort::Tool => "WebPage",
        Sort::About => "AboutPage",
        Sort::List => "CollectionPage",
    };
    let mut node = Map::new();
    let mut put = |key: &str, value: Value| node.insert(key.to_owned(), value);
    put("@type", json!(kind));
    put("@id", json!(page.canonical));
    put("url", json!(page.canonical));
    put("name", json!(page.title));
    if !page.summary.is_empty() {
        put("description", json!(page.summary));
    }
    put("inLanguage", json!(frame.lang.tag()));
    put("isPartOf", json!({ "@id": id(settings, "site") }));
    put("publisher", json!({ "@id": id(settings, "clinic") }));
    put("image", json!(picture));
    if !view.breadcrumbs.is_empty() {
        put("breadcrumb", json!({ "@id": format!("{}#way", page.canonical) }));
    }
    if let Some(updated) = &page.updated {
        put("dateModified", json!(updated));
    }
    if sort == Sort::Text {
        put("creativeWorkStatus", json!(page.status_label));
    }
    if medical {
        put("audience", audience(page));
    }
    if let (true, Some(reviewed)) = (page.approved, &page.reviewed) {
        put("lastReviewed", json!(reviewed));
        put("reviewedBy", page.reviewers.iter().map(|label| reviewer(label)).collect());
    }
    // The list of all sources is their list and not what it rests on.
    if sort != Sort::List && !view.references.is_empty() {
        put("citation", view.references.iter().map(|reference| source(frame, reference)).collect());
    }
    Value::Object(node)
}

/// Parents always; clinicians where there is a wording for them.
fn audience(page: &PageView) -> Value {
    let patient = json!({ "@type": "Patient" });
    if page.two_wordings {
        json!([patient, { "@type": "MedicalAudience", "audienceType": "Clinician" }])
    } else {
        patient
    }
}

/// A name with credentials, `A. Example, RN, IBCLC`, taken apart.
fn reviewer(label: &str) -> Value {
    match label.split_once(", ") {
        Some((name, credentials)) => json!({ "@type": "Person", "name": name, "honorificSuffix": credentials }),
        None => json!({ "@type": "Person", "name": label }),
    }
}

fn source(frame: &Frame<'_>, reference: &ReferenceView) -> Value {
    let bibliography = &frame.site.model.bibliography;
    let entry = bibliography.find(&reference.key).map(|i| &bibliography.references()[i].entry);
    let kind = match entry.map(hayagriva::Entry::entry_type) {
        Some(EntryType::Article) if entry.is_some_and(|entry| entry.doi().is_some() || entry.pmid().is_some()) => {
            "ScholarlyArticle"
        }
        Some(EntryType::Article) => "Article",
        Some(EntryType::Book) => "Book",
        Some(EntryType::Report) => "Report",
        Some(EntryType::Web) => "WebPage",
        Some(_) | None => "CreativeWork",
    };
    let mut node = json!({ "@type": kind });
    if let Some(title) = entry.and_then(hayagriva::Entry::title) {
        node["name"] = json!(title.value.to_string());
    }
    if let Some(link) = reference.links.first() {
        node["url"] = json!(link.href);
    }
    node
}

/// The way from the home page to here.
fn way(frame: &Frame<'_>, view: &ArticleView) -> Option<Value> {
    let page = &view.page;
    let above = view.breadcrumbs.iter().map(|crumb| (crumb.title.as_str(), whole(frame, &view.root, &crumb.href)));
    let steps = above.chain([(page.nav_title.as_str(), page.canonical.clone())]);
    let items: Vec<Value> = steps
        .enumerate()
        .map(|(i, (name, item))| json!({ "@type": "ListItem", "position": i + 1, "name": name, "item": item }))
        .collect();
    let here = format!("{}#way", page.canonical);
    (items.len() > 1).then(|| json!({ "@type": "BreadcrumbList", "@id": here, "itemListElement": items }))
}

fn asked(frame: &Frame<'_>, view: &ArticleView, questions: &[Question]) -> Value {
    let canonical = &view.page.canonical;
    let question = |Question { name, answer }: &Question| json!({ "@type": "Question", "name": name, "acceptedAnswer": { "@type": "Answer", "text": answer } });
    json!({
        "@type": "FAQPage",
        "@id": format!("{canonical}#questions"),
        "url": canonical,
        "inLanguage": frame.lang.tag(),
        "isPartOf": { "@id": canonical },
        "mainEntity": questions.iter().map(question).collect::<Vec<_>>(),
    })
}

/// The site.
fn site(settings: &Settings) -> Value {
    let mut node = json!({
        "@type": "WebSite",
        "@id": id(settings, "site"),
        "url": settings.base_url,
        "name": settings.name,
        "inLanguage": settings.languages.iter().map(Lang::tag).collect::<Vec<_>>(),
        "publisher": { "@id": id(settings, "clinic") },
    });
    if !settings.tagline.is_empty() {
        node["description"] = json!(settings.tagline);
    }
    node
}

/// The clinic with its own numbers; that of the emergency services is not its own.
fn clinic(settings: &Settings) -> Value {
    let point = |contact: &Contact| {
        (!contact.tel.is_empty())
            .then(|| json!({ "@type": "ContactPoint", "contactType": contact.label, "telephone": contact.tel }))
    };
    let points: Vec<Value> =
        [&settings.contacts.urgent, &settings.contacts.routine].into_iter().filter_map(point).collect();
    let mut node = json!({
        "@type": "Organization",
        "@id": id(settings, "clinic"),
        "name": settings.name,
        "url": settings.base_url,
    });
    if !points.is_empty() {
        node["contactPoint"] = Value::Array(points);
    }
    node
}
