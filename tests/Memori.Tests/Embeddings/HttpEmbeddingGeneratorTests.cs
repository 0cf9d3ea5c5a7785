using System.Net;
using Memori.Embeddings.Http;

namespace Memori.Tests.Embeddings;

public sealed class HttpEmbeddingGeneratorTests : IAsyncLifetime
{
    private EmbeddingService _service = null!;

    public async ValueTask InitializeAsync() => _service = await EmbeddingService.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Generate_ManyTexts_GoInBatchesAndComeBackInOrder()
    {
        using var generator = Generator(_service.Options());

        var embeddings = await generator.GenerateAsync(["a", "bb", "ccc", "dddd", "汉字汉字汉"]);

        embeddings.Select(embedding => embedding.Vector.Span[0]).ShouldBe([1f, 2, 3, 4, 5]);
        embeddings.Usage!.InputTokenCount.ShouldBe(5);
        _service.Requests.Select(request => request["input"]!.AsArray().Count).ShouldBe([3, 2]);
        _service.Requests.ShouldAllBe(request => request["model"]!.GetValue<string>() == "emulated" && request["dimensions"] == null);
        _service.Keys.ShouldAllBe(key => key == "Bearer secret");
    }

    [Fact]
    public async Task Generate_LongTexts_AreCutAndShareARequestOnlyWithinItsTokens()
    {
        var options = _service.Options();
        using var generator = Generator(new HttpEmbeddingOptions { Address = options.Address, Model = "m", Dimensions = 3, BatchTokens = 10, TextTokens = 6 });

        await generator.GenerateAsync(["汉汉汉汉汉", "汉汉汉汉", new string('汉', 900), "", new string('x', 900)]);

        _service.Requests.Select(request => request["input"]!.AsArray().Select(text => text!.GetValue<string>().Length)).ShouldBe([[5, 4], [6, 1], [24]]);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task Generate_BusyService_IsTriedAgain(HttpStatusCode status)
    {
        _service.NextStatus(status);
        _service.NextStatus(status, ("Retry-After", "0"));
        using var generator = Generator(_service.Options());

        (await generator.GenerateAsync(["a"])).Count.ShouldBe(1);

        _service.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Generate_RetryAfter_IsObeyed()
    {
        var time = new WaitedTime();
        _service.NextStatus(HttpStatusCode.TooManyRequests, ("Retry-After", "7"));
        _service.NextStatus(HttpStatusCode.TooManyRequests, ("Retry-After", (time.GetUtcNow() + TimeSpan.FromSeconds(9)).ToString("R")));
        using var generator = new HttpEmbeddingGenerator(_service.Options(), time);

        (await generator.GenerateAsync(["a"])).Count.ShouldBe(1);

        time.Waits.Select(wait => wait.TotalSeconds).ShouldBe([7, 9]);
    }

    [Fact]
    public async Task Generate_RetryAfterTooLong_IsNotWaitedFor()
    {
        _service.NextStatus(HttpStatusCode.TooManyRequests, ("Retry-After", "3600"));

        await FailsAsync("embedding-unavailable", FaultKind.Unavailable);

        _service.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Generate_ServiceStaysDown_GivesUpAfterItsAttempts()
    {
        for (var i = 0; i < 9; i++)
        {
            _service.NextStatus(HttpStatusCode.BadGateway);
        }

        await FailsAsync("embedding-unavailable", FaultKind.Unavailable);

        _service.Requests.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "embedding-unauthorised")]
    [InlineData(HttpStatusCode.Forbidden, "embedding-unauthorised")]
    [InlineData(HttpStatusCode.NotFound, "embedding-not-found")]
    [InlineData(HttpStatusCode.BadRequest, "embedding-refused")]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, "embedding-refused")]
    public async Task Generate_RefusedRequest_IsNotTriedAgain(HttpStatusCode status, string code)
    {
        _service.NextStatus(status);

        await FailsAsync(code, FaultKind.Backend);

        _service.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Generate_Redirect_IsNotFollowed()
    {
        await using var elsewhere = await EmbeddingService.StartAsync();
        _service.NextStatus(HttpStatusCode.TemporaryRedirect, ("Location", elsewhere.Address + "v1/embeddings"));

        await FailsAsync("embedding-redirect", FaultKind.Backend);

        elsewhere.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Generate_ModelWithLargerVectors_IsAskedForShorterOnes()
    {
        _service.Embed = _ => [1, 2, 3, 4, 5, 6];
        using var generator = Generator(_service.Options());

        var embeddings = await generator.GenerateAsync(["a", "b", "c", "d"]);

        embeddings.ShouldAllBe(embedding => embedding.Vector.Length == 3);
        _service.Requests.Select(request => request["dimensions"]?.GetValue<int>()).ShouldBe([null, 3, 3]);
    }

    [Fact]
    public async Task Generate_WrongDimensions_SaysSo()
    {
        _service.Embed = _ => [1, 2];

        var fault = await FailsAsync("embedding-dimensions", FaultKind.Backend);

        fault.Text.English.ShouldContain("2 dimensions, not 3");
        fault.Text.Chinese.ShouldContain("2 维");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":[{"index":1,"embedding":[1,2,3]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1,2,1e99]}]}""")]
    [InlineData("""{"data":[null]}""")]
    [InlineData("not JSON")]
    public async Task Generate_BadAnswer_IsRefused(string body)
    {
        _service.NextBody(body);

        await FailsAsync("embedding-answer", FaultKind.Backend);
    }

    [Fact]
    public async Task Generate_EndlessAnswer_IsNotReadToItsEnd()
    {
        var aborted = new TaskCompletionSource();
        _service.Next(async context =>
        {
            context.RequestAborted.Register(aborted.SetResult);
            var chunk = new byte[65536];
            Array.Fill(chunk, (byte)' ');
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(chunk, CancellationToken.None);
            }
        });

        await FailsAsync("embedding-answer", FaultKind.Backend);

        await aborted.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Generate_SilentService_TimesOut()
    {
        var options = _service.Options();
        for (var i = 0; i < 2; i++)
        {
            _service.Next(context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));
        }

        using var generator = Generator(new HttpEmbeddingOptions
        {
            Address = options.Address,
            Model = "m",
            Dimensions = 3,
            Attempts = 2,
            Timeout = TimeSpan.FromSeconds(1),
            RetryDelay = TimeSpan.FromMilliseconds(1),
        });

        (await Should.ThrowAsync<MemoriException>(() => generator.GenerateAsync(["a"]))).Code.ShouldBe("embedding-timeout");
        _service.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Generate_Cancelled_IsCancelled()
    {
        using var cancellation = new CancellationTokenSource();
        _service.Next(context =>
        {
            cancellation.Cancel();
            return Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        using var generator = Generator(_service.Options());

        await Should.ThrowAsync<OperationCanceledException>(() => generator.GenerateAsync(["a"], cancellationToken: cancellation.Token));
    }

    [Fact]
    public async Task Generate_NobodyListens_SaysSo()
    {
        var options = _service.Options();
        await _service.DisposeAsync();
        using var generator = Generator(options);

        (await Should.ThrowAsync<MemoriException>(() => generator.GenerateAsync(["a"]))).Code.ShouldBe("embedding-unavailable");
        _service = await EmbeddingService.StartAsync();
    }

    [Theory]
    [InlineData("", "v1/embeddings")]
    [InlineData("v1", "v1/embeddings")]
    [InlineData("v1/", "v1/embeddings")]
    [InlineData("v1/embeddings", "v1/embeddings")]
    [InlineData("openai/v1", "openai/v1/embeddings")]
    public void Address_OfAnyForm_LeadsToTheRoute(string path, string expected)
    {
        using var generator = Generator(new HttpEmbeddingOptions { Address = new Uri("http://127.0.0.1:9/" + path), Model = "m", Dimensions = 3 });

        ((Microsoft.Extensions.AI.EmbeddingGeneratorMetadata)generator.GetService(typeof(Microsoft.Extensions.AI.EmbeddingGeneratorMetadata))!)
            .ProviderUri.ShouldBe(new Uri("http://127.0.0.1:9/" + expected));
    }

    [Theory]
    [InlineData("ftp://x", "m", 3)]
    [InlineData("http://x", " ", 3)]
    [InlineData("http://x", "m", 0)]
    public void Settings_OutOfRange_AreRefused(string address, string model, int dimensions) =>
        Should.Throw<MemoriException>(() => Generator(new HttpEmbeddingOptions { Address = new Uri(address), Model = model, Dimensions = dimensions }))
            .Code.ShouldBe("embedding-settings");

    private static HttpEmbeddingGenerator Generator(HttpEmbeddingOptions options) => new(options, TimeProvider.System);

    private async Task<MemoriException> FailsAsync(string code, FaultKind kind)
    {
        using var generator = Generator(_service.Options());
        var fault = await Should.ThrowAsync<MemoriException>(() => generator.GenerateAsync(["a"]));
        (fault.Code, fault.Kind).ShouldBe((code, kind));
        fault.Text.Chinese.ShouldNotBeEmpty();
        fault.Message.ShouldNotContain("secret");
        return fault;
    }

    /// <summary>A clock on which short waits are over at once and written down; time-outs never come.</summary>
    private sealed class WaitedTime : TimeProvider
    {
        private readonly List<TimeSpan> _waits = [];

        public IReadOnlyList<TimeSpan> Waits => _waits;

        public override DateTimeOffset GetUtcNow() => new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime >= TimeSpan.FromSeconds(30) || dueTime < TimeSpan.Zero)
            {
                return System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }

            _waits.Add(dueTime);
            return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
