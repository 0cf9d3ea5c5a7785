namespace Memori.Server.Answers;

/// <summary>What a conversation is to be called.</summary>
public sealed record NameConversationRequest
{
    /// <summary>The user; must agree with <c>X-User-Id</c> when both are given.</summary>
    public string? UserId { get; init; }

    /// <summary>Its title: 1 to 200 characters.</summary>
    public required string Title { get; init; }
}
