using Memori.Text;

namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>Something that is wrong in a policy.</summary>
/// <param name="Path">Where: <c>rules[2].mask.email</c>; empty for the whole.</param>
/// <param name="Line">The line of the text, from 1; 0 when there is none.</param>
/// <param name="Text">A sentence for the person.</param>
public sealed record PolicyFault(string Path, int Line, LocalizedText Text);
