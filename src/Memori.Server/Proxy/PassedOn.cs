namespace Memori.Server.Proxy;

/// <summary>Marks an answer that is the API's own: what the service says with answers of its own (security headers, when to come again) is not added to it.</summary>
internal sealed class PassedOn
{
    private static readonly PassedOn Marked = new();

    private PassedOn()
    {
    }

    /// <summary>From now on the answer is the API's.</summary>
    public static void Mark(HttpContext context) => context.Features.Set(Marked);

    /// <summary>Whether it is.</summary>
    public static bool Is(HttpContext context) => context.Features.Get<PassedOn>() is not null;
}
