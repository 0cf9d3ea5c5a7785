using Memori.Text;
using Microsoft.Net.Http.Headers;

namespace Memori.Server.Errors;

/// <summary>The language that a caller reads, from <c>Accept-Language</c>; English when it names neither of ours.</summary>
internal static class RequestLanguage
{
    public static Language Of(HttpRequest request)
    {
        var best = request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(l => l.Quality ?? 1)
            .FirstOrDefault(l => IsChinese(l) || l.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase));
        return best is not null && IsChinese(best) ? Language.Chinese : Language.English;
    }

    private static bool IsChinese(StringWithQualityHeaderValue value) => value.Value.StartsWith("zh", StringComparison.OrdinalIgnoreCase);
}
