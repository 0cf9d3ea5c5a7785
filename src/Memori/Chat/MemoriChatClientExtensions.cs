using Memori.Injection;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Memori.Chat;

/// <summary>Gives chat clients a memory.</summary>
public static class MemoriChatClientExtensions
{
    /// <summary>
    /// Any chat client, with memory: what is known goes into the user's turns, what is said is observed, for the scope of the call
    /// (<see cref="ChatScopeExtensions.WithScope"/>) or of the options. Without a scope calls pass through untouched.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="injector">Decides which memories.</param>
    /// <param name="options">How it remembers. Default: the defaults.</param>
    /// <param name="time">The clock of the timeout. Default: the system's.</param>
    /// <param name="logger">Told when memory failed. Default: nobody.</param>
    public static IChatClient UseMemori(
        this IChatClient client, MemoryInjector injector, MemoriChatOptions? options = null, TimeProvider? time = null, ILogger<MemoriChatClient>? logger = null) =>
        new MemoriChatClient(client, injector, options, time, logger);

    /// <summary>As the other, with what <c>AddMemori</c> registered.</summary>
    public static IChatClient UseMemori(this IChatClient client, IServiceProvider services, MemoriChatOptions? options = null) => client.UseMemori(
        services.GetRequiredService<MemoryInjector>(), options, services.GetRequiredService<TimeProvider>(), services.GetService<ILogger<MemoriChatClient>>());
}
