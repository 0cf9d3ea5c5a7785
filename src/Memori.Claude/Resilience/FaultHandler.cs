namespace Memori.Claude.Resilience;

/// <summary>
/// Turns an error response into our failure while its headers are at hand: the SDK's exceptions carry no <c>retry-after</c>.
/// Watches the body of a good response for silence.
/// </summary>
internal sealed class FaultHandler(TimeSpan stallTimeout, TimeProvider time) : DelegatingHandler
{
    // Enough for any error of the API; a proxy's page may be larger.
    private const int MaxErrorBytes = 64 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var watched = await WatchAsync(response, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            var body = await ReadStartAsync(watched, cancellationToken).ConfigureAwait(false);
            throw ClaudeFaults.From(ApiError.Read((int)response.StatusCode, body, response.Headers, time.GetUtcNow()));
        }
    }

    private async Task<Stream> WatchAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = new StallTimeoutStream(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), stallTimeout, time);
        var content = new StreamContent(body);
        foreach (var header in response.Content.Headers)
        {
            content.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        response.Content = content;
        return body;
    }

    private static async Task<string> ReadStartAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxErrorBytes];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return System.Text.Encoding.UTF8.GetString(buffer, 0, length);
    }
}
