using Memori.Text;
using Microsoft.Extensions.AI;

namespace Memori.Server.Chat;

/// <summary>A request, checked and ready to be asked.</summary>
/// <param name="Scope">On whose behalf.</param>
/// <param name="Messages">The messages, the system prompt first.</param>
/// <param name="Options">The options.</param>
/// <param name="Warnings">What the caller should know.</param>
internal sealed record ChatCall(Scope Scope, IReadOnlyList<ChatMessage> Messages, ChatOptions Options, IReadOnlyList<LocalizedText> Warnings);
