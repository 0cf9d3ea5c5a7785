using Memori.Text2Sql.Schema.Annotations;

namespace Memori.Text2Sql.Grounding;

/// <summary>A term of the glossary that the question says.</summary>
/// <param name="Phrase">The words of the question.</param>
/// <param name="Term">The term with its definition. Text of people: untrusted like comments.</param>
public sealed record TermLink(string Phrase, GlossaryTerm Term);
