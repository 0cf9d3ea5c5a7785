namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>A part of a policy's text, and the line on which it begins, from 1.</summary>
internal abstract record PolicyNode(int Line);

/// <summary>A word, text, number or truth value. Null when nothing is written.</summary>
internal sealed record PolicyScalar(string? Value, int Line) : PolicyNode(Line);

/// <summary>A list.</summary>
internal sealed record PolicyList(IReadOnlyList<PolicyNode> Items, int Line) : PolicyNode(Line);

/// <summary>Names with what stands under them, in the order in which they were written; each name once.</summary>
internal sealed record PolicyMap(IReadOnlyList<KeyValuePair<string, PolicyNode>> Entries, int Line) : PolicyNode(Line);
