namespace Memori.Injection;

/// <summary>A message of a conversation, as far as injection needs it.</summary>
/// <param name="Key">
/// A hash of the client's own history up to and including this message: equal for the same history, whatever its cache marks and thinking blocks.
/// </param>
/// <param name="IsUser">Whether it is the user's.</param>
/// <param name="TakesBlock">Whether a block may be put into it: a user's turn that carries no results of tools.</param>
/// <param name="Text">What the person said in it, without blocks of ours; empty when nothing. Needed of the last turn that takes a block only.</param>
public sealed record ConversationTurn(string Key, bool IsUser, bool TakesBlock, string Text = "");
