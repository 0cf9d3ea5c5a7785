using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Memori.Embeddings.Http;

/// <summary>
/// Embeddings from any service that speaks <c>POST /v1/embeddings</c> (OpenAI and the many that follow it: Ollama, vLLM, LM Studio, TEI, Azure …).
/// Texts go in batches, in order; a busy or failing service is tried again after the time that it asks for, else with growing, jittered waits.
/// Redirects are not followed, so that key and texts go nowhere else; an answer larger than its vectors can be is not read. Thread-safe.
/// </summary>
public sealed class HttpEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly HttpEmbeddingOptions _options;
    private readonly Uri _endpoint;
    private readonly TimeProvider _time;
    private readonly RetryDelays _delays;
    private readonly HttpClient _client;
    private volatile bool _shortens;

    /// <summary>A client of a service.</summary>
    /// <param name="options">Where it is and how it is called.</param>
    /// <param name="time">The clock of time-outs and waits.</param>
    /// <exception cref="MemoriException"><c>embedding-settings</c>.</exception>
    public HttpEmbeddingGenerator(HttpEmbeddingOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _endpoint = options.Endpoint();
        _time = time;
        _delays = new RetryDelays(options, time);
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,

            // Which of our requests belong together is nobody else's to know.
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            ConnectTimeout = options.Timeout,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _client.DefaultRequestHeaders.Authorization = options.ApiKey is null ? null : new AuthenticationHeaderValue("Bearer", options.ApiKey);
    }

    /// <inheritdoc/>
    /// <exception cref="MemoriException">
    /// <c>embedding-unauthorised</c>, <c>embedding-not-found</c>, <c>embedding-redirect</c>, <c>embedding-refused</c>, <c>embedding-unavailable</c>,
    /// <c>embedding-timeout</c>, <c>embedding-dimensions</c>, <c>embedding-answer</c>.
    /// </exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var embeddings = new GeneratedEmbeddings<Embedding<float>> { Usage = new UsageDetails { InputTokenCount = 0, TotalTokenCount = 0 } };
        foreach (var batch in EmbeddingBatches.Of(values, _options))
        {
            var (vectors, usage) = await ToldAsync(batch, cancellationToken).ConfigureAwait(false);
            embeddings.AddRange(vectors.Select(vector => new Embedding<float>(vector) { ModelId = _options.Model, CreatedAt = _time.GetUtcNow() }));
            embeddings.Usage.InputTokenCount += usage?.PromptTokens ?? 0;
            embeddings.Usage.TotalTokenCount += usage?.TotalTokens ?? usage?.PromptTokens ?? 0;
        }

        return embeddings;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata("openai-compatible", _endpoint, _options.Model, _options.Dimensions)
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _client.Dispose();

    private async Task<(float[][] Vectors, EmbeddingUsage? Usage)> ToldAsync(List<string> texts, CancellationToken cancellationToken)
    {
        using var span = EmbeddingTelemetry.Start(_options.Model, _endpoint, _options.Dimensions);
        var started = _time.GetTimestamp();
        try
        {
            var embedded = await EmbedAsync(texts, cancellationToken).ConfigureAwait(false);
            EmbeddingTelemetry.Took(span, _options.Model, _time.GetElapsedTime(started), embedded.Usage?.PromptTokens ?? 0, null);
            return embedded;
        }
        catch (Exception failure)
        {
            EmbeddingTelemetry.Took(span, _options.Model, _time.GetElapsedTime(started), 0, failure);
            throw;
        }
    }

    /// <summary>One batch; once more, with the size asked for, when the model's own size is another.</summary>
    private async Task<(float[][] Vectors, EmbeddingUsage? Usage)> EmbedAsync(List<string> texts, CancellationToken cancellationToken)
    {
        while (true)
        {
            var shortens = _shortens;
            var answer = await TryAsync(new EmbeddingRequest(_options.Model, texts, "float", shortens ? _options.Dimensions : null), cancellationToken).ConfigureAwait(false);
            var vectors = EmbeddingAnswers.InOrder(answer, texts.Count);
            if (Array.Find(vectors, vector => vector.Length != _options.Dimensions) is not { } other)
            {
                return (vectors, answer.Usage);
            }

            if (shortens || other.Length < _options.Dimensions)
            {
                throw HttpEmbeddingFaults.Dimensions(_options.Dimensions, other.Length);
            }

            _shortens = true;
        }
    }

    private async Task<EmbeddingAnswer> TryAsync(EmbeddingRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (answer, fault, asked) = await SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (answer is not null)
            {
                return answer;
            }

            if (attempt >= _options.Attempts || _delays.Before(attempt, asked, fault!) is not { } delay)
            {
                throw fault!;
            }

            await Task.Delay(delay, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<(EmbeddingAnswer? Answer, MemoriException? Fault, RetryConditionHeaderValue? Asked)> SendAsync(EmbeddingRequest request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = JsonContent.Create(request, EmbeddingJson.Default.EmbeddingRequest) };
            using var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                return (null, HttpEmbeddingFaults.Status(response.StatusCode), response.Headers.RetryAfter);
            }

            return (await EmbeddingAnswers.ReadAsync(response.Content, request.Input.Count, either.Token).ConfigureAwait(false), null, null);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, HttpEmbeddingFaults.Timeout(_options.Timeout, exception), null);
        }
        catch (HttpRequestException exception)
        {
            return (null, exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded ? HttpEmbeddingFaults.Answer(exception) : HttpEmbeddingFaults.Unavailable("no connection", exception), null);
        }
        catch (IOException exception)
        {
            return (null, HttpEmbeddingFaults.Unavailable("the connection broke", exception), null);
        }
        catch (JsonException exception)
        {
            return (null, HttpEmbeddingFaults.Answer(exception), null);
        }
    }
}
