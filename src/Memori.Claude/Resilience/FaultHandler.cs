using Memori.Claude.Pacing;

namespace Memori.Claude.Resilience;

/// <summary>
/// Turns an error response into our failure while its headers are at hand: the SDK's exceptions carry no <c>retry-after</c>.
/// Tells the pacer what the headers say of rate limits, and watches the body of a good response for silence.
/// </summary>
internal sealed class FaultHandler(TimeSpan stallTimeout, TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        Turn.Current?.Report(response);
        await response.WatchAsync(stallTimeout, time, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw ClaudeFaults.From(await ErrorBody.ReadAsync(response, time, cancellationToken).ConfigureAwait(false));
        }
    }
}
