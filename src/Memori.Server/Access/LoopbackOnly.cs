using System.Net;
using Memori.Text;

namespace Memori.Server.Access;

/// <summary>
/// The service is for this machine alone: a Host or Origin that names another is refused,
/// which stops pages of other sites (DNS rebinding, cross-site requests) from speaking to it.
/// </summary>
internal static class LoopbackOnly
{
    public static Task Check(HttpContext context, RequestDelegate next)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (!IsLoopback(context.Request.Host.Host) || (origin.Length > 0 && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && IsLoopback(from.Host))))
        {
            throw new MemoriException(FaultKind.Forbidden, "loopback-only", new LocalizedText(
                "The service answers only requests from this machine to localhost so far.", "服务目前只接受本机对 localhost 的请求。"));
        }

        return next(context);
    }

    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
