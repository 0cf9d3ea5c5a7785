namespace Memori.Claude.Upstream;

/// <summary>The one who asked forbade an attempt: whatever the reason, it is not the API's failure and not to be tried again. Never leaves <see cref="ClaudeUpstream"/>.</summary>
internal sealed class AttemptForbiddenException(Exception reason) : Exception(reason.Message, reason);
