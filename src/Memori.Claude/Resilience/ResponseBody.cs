namespace Memori.Claude.Resilience;

/// <summary>Puts another body into a response, with the headers of the one it had.</summary>
internal static class ResponseBody
{
    /// <summary>Watches the body for silence.</summary>
    public static async Task WatchAsync(this HttpResponseMessage response, TimeSpan stallTimeout, TimeProvider time, CancellationToken cancellationToken) =>
        response.Replace(new StallTimeoutStream(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), stallTimeout, time));

    public static void Replace(this HttpResponseMessage response, Stream body)
    {
        var content = new StreamContent(body);
        foreach (var (name, values) in response.Content.Headers.NonValidated)
        {
            content.Headers.TryAddWithoutValidation(name, values);
        }

        response.Content = content;
    }
}
