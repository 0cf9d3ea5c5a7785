using Memori.Claude.Resilience;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Chat;

/// <summary>Makes refusals failures.</summary>
public static class RefusalExtensions
{
    /// <summary>Answers that the model of <paramref name="client"/> refused become <see cref="ClaudeRefusedException"/>.</summary>
    public static IChatClient UseRefusalFailures(this IChatClient client) => new RefusalChatClient(client);
}
