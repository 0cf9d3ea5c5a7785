using System.IO.Compression;
using System.Net;
using System.Text;
using Memori.Claude.Emulator;
using Memori.Claude.Emulator.Replies;
using Memori.Claude.Emulator.Streaming;
using Memori.Claude.Resilience;
using Memori.Claude.Upstream;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Tests.Upstream;

public sealed class ClaudeUpstreamTests
{
    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(402)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(413)]
    [InlineData(422)]
    public async Task A_refusal_of_the_request_is_given_back_at_once(int status)
    {
        await using var api = await UpstreamFixture.StartAsync();
        api.Emulator.Enqueue(Reply.Fault(status));
        using var response = await api.SendAsync();
        ((int)response.StatusCode).ShouldBe(status);
        (await response.Content.ReadAsStringAsync()).ShouldContain("\"type\":\"error\"");
        ClaudeUpstream.RetriesUsedUp(response).ShouldBeFalse();
        (api.Attempted, api.Lost, api.Emulator.Requests.Count).ShouldBe((1, 0, 1));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(529)]
    public async Task A_passing_failure_is_tried_again_and_in_the_end_given_back_as_used_up(int status)
    {
        await using var api = await UpstreamFixture.StartAsync(options => options.MaxRetries = 2);
        api.Emulator.Enqueue(Reply.Fault(status), Reply.Fault(status), Reply.Text("at last"));
        using (var response = await api.SendAsync())
        {
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await response.Content.ReadAsStringAsync()).ShouldContain("at last");
        }

        api.Emulator.Enqueue(Reply.Fault(status), Reply.Fault(status), Reply.Fault(status));
        using var last = await api.SendAsync();
        ((int)last.StatusCode).ShouldBe(status);
        (await last.Content.ReadAsStringAsync()).ShouldContain("\"type\":\"error\"");
        ClaudeUpstream.RetriesUsedUp(last).ShouldBeTrue();
        (api.Attempted, api.Lost, api.Emulator.Requests.Count).ShouldBe((6, 0, 6));
    }

    [Fact]
    public async Task A_spend_cap_is_given_back_at_once()
    {
        await using var api = await UpstreamFixture.StartAsync();
        api.Emulator.Enqueue(FaultReply.SpendCap);
        using var response = await api.SendAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await response.Content.ReadAsStringAsync()).ShouldContain("enforced_spend_limit_reached");
        ClaudeUpstream.RetriesUsedUp(response).ShouldBeFalse();
        api.Emulator.Requests.Count.ShouldBe(1);
        api.Upstream.Health.PacedUntil.ShouldBeNull();
    }

    [Fact]
    public async Task A_request_that_is_not_to_be_tried_again_is_not()
    {
        await using var api = await UpstreamFixture.StartAsync();
        api.Emulator.Enqueue(Reply.Fault(529));
        using var response = await api.SendAsync(api.Request() with { Retry = false });
        ((int)response.StatusCode).ShouldBe(529);
        ClaudeUpstream.RetriesUsedUp(response).ShouldBeFalse();
    }

    [Fact]
    public async Task What_the_server_says_of_retrying_overrides_the_status()
    {
        await using var api = await UpstreamFixture.StartAsync();
        api.Emulator.Enqueue(Reply.Fault(500) with { ShouldRetry = false });
        (await api.SendAsync()).StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        api.Emulator.Enqueue(Reply.Fault(400) with { ShouldRetry = true });
        (await api.SendAsync()).StatusCode.ShouldBe(HttpStatusCode.OK);
        api.Emulator.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Retry_after_is_waited_for_and_a_longer_one_given_back()
    {
        await using var api = await UpstreamFixture.StartAsync();
        api.Emulator.Enqueue(Reply.Fault(429).After(37));
        var sending = api.SendAsync();
        await api.Time.WaitedForAsync(TimeSpan.FromSeconds(37));
        api.Time.Advance(TimeSpan.FromSeconds(37));
        (await sending).StatusCode.ShouldBe(HttpStatusCode.OK);

        api.Emulator.Enqueue(Reply.Fault(429).After(61));
        using var response = await api.SendAsync();
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(61));
        ClaudeUpstream.RetriesUsedUp(response).ShouldBeFalse();
    }

    [Fact]
    public async Task A_wait_that_would_outlast_the_deadline_is_not_begun()
    {
        await using var api = await UpstreamFixture.StartAsync(options =>
        {
            options.Timeout = options.TotalTimeout = TimeSpan.FromSeconds(5);
            options.RetryDelay = TimeSpan.FromSeconds(6);
        });
        api.Emulator.Enqueue(Reply.Fault(529));
        ((int)(await api.SendAsync()).StatusCode).ShouldBe(529);
    }

    [Fact]
    public async Task An_attempt_that_hangs_is_lost_and_tried_again()
    {
        await using var api = await UpstreamFixture.StartAsync();
        api.Emulator.Enqueue(Reply.Silence());
        var sending = api.SendAsync();
        await api.Emulator.ReceivedAsync(1);
        await api.Time.WaitedForAsync(TimeSpan.FromSeconds(120));
        api.Time.Advance(TimeSpan.FromSeconds(120));
        (await sending).StatusCode.ShouldBe(HttpStatusCode.OK);
        (api.Attempted, api.Lost).ShouldBe((2, 1));
    }

    [Fact]
    public async Task A_request_with_its_own_time_has_it()
    {
        await using var api = await UpstreamFixture.StartAsync(options => options.MaxRetries = 0);
        api.Emulator.Enqueue(Reply.Silence());
        var sending = api.SendAsync(api.Request() with { Timeout = TimeSpan.FromMinutes(10) });
        await api.Emulator.ReceivedAsync(1);
        api.Time.Advance(TimeSpan.FromMinutes(9));
        sending.IsCompleted.ShouldBeFalse();
        api.Time.Advance(TimeSpan.FromMinutes(1));
        (await Should.ThrowAsync<ClaudeTimeoutException>(sending)).Code.ShouldBe("claude-timeout");
        api.Lost.ShouldBe(1);
    }

    [Fact]
    public async Task Hanging_up_before_the_headers_is_lost_and_in_the_end_unreachable()
    {
        await using var api = await UpstreamFixture.StartAsync(options => options.MaxRetries = 1);
        api.Emulator.Enqueue(Reply.HangUp(), Reply.HangUp());
        var fault = await Should.ThrowAsync<ClaudeUpstreamException>(() => api.SendAsync());
        fault.Code.ShouldBe("claude-unreachable");
        fault.RetriesUsedUp.ShouldBeTrue();
        (api.Attempted, api.Lost).ShouldBe((2, 2));
    }

    [Fact]
    public async Task A_connection_that_is_refused_costs_nothing()
    {
        await using var api = await UpstreamFixture.StartAsync(options =>
        {
            options.MaxRetries = 1;
            options.BaseUrl = new Uri("http://127.0.0.1:9");
        });
        (await Should.ThrowAsync<ClaudeUpstreamException>(() => api.SendAsync())).Code.ShouldBe("claude-unreachable");
        (api.Attempted, api.Lost).ShouldBe((2, 0));
    }

    [Fact]
    public async Task Who_forbids_an_attempt_is_not_asked_again()
    {
        await using var api = await UpstreamFixture.StartAsync(options => options.BreakerMinimumCalls = 2);
        for (var i = 0; i < 5; i++)
        {
            var forbidden = ClaudeFaults.Unreachable(new IOException(), sent: true);
            (await Should.ThrowAsync<ClaudeException>(() => api.SendAsync(api.Request() with { Attempting = _ => throw forbidden }))).ShouldBeSameAs(forbidden);
            await Should.ThrowAsync<IOException>(() => api.SendAsync(api.Request() with { Attempting = _ => throw new IOException() }));
        }

        (api.Emulator.Requests.Count, api.Upstream.Health.Circuit).ShouldBe((0, "closed"));
    }

    [Fact]
    public async Task The_callers_cancellation_is_no_failure_but_the_attempt_is_lost()
    {
        await using var api = await UpstreamFixture.StartAsync(options => options.BreakerMinimumCalls = 2);
        for (var i = 1; i <= 4; i++)
        {
            api.Emulator.Enqueue(Reply.Silence());
            using var cancel = new CancellationTokenSource();
            var sending = api.Upstream.SendAsync(api.Request(), cancel.Token);
            await api.Emulator.ReceivedAsync(i);
            await cancel.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(sending);
        }

        (api.Attempted, api.Lost, api.Upstream.Health.Circuit).ShouldBe((4, 4, "closed"));
    }

    [Fact]
    public async Task Chat_client_and_proxy_share_one_circuit()
    {
        await using var api = await UpstreamFixture.StartAsync(options =>
        {
            options.MaxRetries = 0;
            options.BreakerMinimumCalls = 3;
        });
        using var client = ClaudeChatClient.Create(
            api.Upstream, new ClaudeOptions { ApiKey = "k", BaseUrl = api.Emulator.BaseUrl }, Memori.Claude.Models.ModelCatalog.BuiltIn, time: api.Time);
        api.Emulator.Enqueue(Reply.Fault(529), Reply.Fault(529), Reply.Fault(529));
        await Should.ThrowAsync<ClaudeOverloadedException>(client.GetResponseAsync("Hi"));
        (await api.SendAsync()).Dispose();
        api.Upstream.Health.Circuit.ShouldBe("closed");
        await Should.ThrowAsync<ClaudeOverloadedException>(client.GetResponseAsync("Hi"));

        api.Upstream.Health.Circuit.ShouldBe("open");
        var open = await Should.ThrowAsync<ClaudeOverloadedException>(() => api.SendAsync());
        open.Code.ShouldBe("claude-circuit-open");
        open.RetryAfter.ShouldBe(TimeSpan.FromSeconds(15));
        (await Should.ThrowAsync<ClaudeOverloadedException>(client.GetResponseAsync("Hi"))).Code.ShouldBe("claude-circuit-open");
        (api.Emulator.Requests.Count, api.Attempted).ShouldBe((3, 1));

        api.Time.Advance(TimeSpan.FromSeconds(15));
        api.Upstream.Health.Circuit.ShouldBe("half-open");
        (await client.GetResponseAsync("Hi")).Text.ShouldBe("OK");
        api.Upstream.Health.Circuit.ShouldBe("closed");
        client.Dispose();
        (await api.SendAsync()).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(300_000)]
    public async Task An_error_body_comes_byte_for_byte_however_long(int length)
    {
        await using var api = await UpstreamFixture.StartAsync();
        var page = string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i % 26))));
        api.Emulator.Enqueue(Reply.Raw(418, "text/html; charset=x", page));
        using var response = await api.SendAsync();
        Encoding.ASCII.GetString(await response.Content.ReadAsByteArrayAsync()).ShouldBe(page);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=x");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_comes_compressed_stays_so_and_its_error_is_understood(bool fails)
    {
        await using var api = await UpstreamFixture.StartAsync(emulator: new EmulatorOptions { Compress = true });
        api.Emulator.Enqueue(fails ? FaultReply.SpendCap : Reply.Text("你好"));
        using var response = await api.SendAsync(api.Request() with
        {
            Create = () =>
            {
                var message = api.Request().Create();
                message.Headers.Add("accept-encoding", "gzip");
                return message;
            },
        });
        response.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        await using var unpacked = new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked, Encoding.UTF8);
        (await reader.ReadToEndAsync()).ShouldContain(fails ? "enforced_spend_limit_reached" : "text");
        api.Emulator.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_is_followed_remembered_or_added()
    {
        await using var api = await UpstreamFixture.StartAsync();
        api.Emulator.Enqueue(Reply.Text("a") with { Headers = new Dictionary<string, string> { ["set-cookie"] = "a=b", ["x-other"] = "1" } });
        using var activity = new System.Diagnostics.Activity("test").Start();
        using var response = await api.SendAsync();
        response.Headers.GetValues("x-other").ShouldBe(["1"]);
        using var next = await api.SendAsync();
        api.Emulator.Requests[1].Headers.Keys.Select(name => name.ToLowerInvariant()).Order(StringComparer.Ordinal)
            .ShouldBe(["anthropic-version", "content-length", "content-type", "host", "x-api-key"]);
    }

    [Fact]
    public async Task A_slow_drip_of_single_bytes_is_no_stall_and_comes_whole()
    {
        await using var api = await UpstreamFixture.StartAsync();
        var gate = new StreamGate();
        gate.Release(1);
        api.Emulator.Enqueue(Reply.Text("😀") with { Shape = new StreamShape { Gate = gate } });
        using var response = await api.SendAsync(api.Request(UpstreamFixture.Streamed));
        await using var body = await response.Content.ReadAsStreamAsync();
        using var all = new MemoryStream();
        var buffer = new byte[100];
        while (all.Length < 300)
        {
            var read = await body.ReadAsync(buffer);
            read.ShouldBe(1);
            all.Write(buffer, 0, read);
            var next = body.ReadAsync(buffer).AsTask();
            api.Time.Advance(TimeSpan.FromSeconds(29));
            next.IsCompleted.ShouldBeFalse();
            gate.Release(1);
            (await next).ShouldBe(1);
            all.WriteByte(buffer[0]);
            gate.Release(1);
        }

        gate.Open();
        await body.CopyToAsync(all);
        var text = Encoding.UTF8.GetString(all.ToArray());
        text.ShouldStartWith("event: message_start\n");
        text.ShouldEndWith("\"message_stop\"}\n\n");
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("end")]
    [InlineData("error")]
    public async Task What_breaks_a_stream_is_passed_on_as_it_came(string how)
    {
        await using var api = await UpstreamFixture.StartAsync();
        for (var events = 1; events < 7; events++)
        {
            var reply = Reply.Text("Hello");
            api.Emulator.Enqueue(how switch
            {
                "cut" => reply.CutAfter(events),
                "end" => reply.EndAfter(events),
                _ => reply.ErrorAfter(events),
            });
            using var response = await api.SendAsync(api.Request(UpstreamFixture.Streamed));
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            await using var body = await response.Content.ReadAsStreamAsync();
            using var all = new MemoryStream();
            var failure = await Record.ExceptionAsync(() => body.CopyToAsync(all));
            var text = Encoding.UTF8.GetString(all.ToArray());
            if (how == "cut")
            {
                failure.ShouldBeAssignableTo<IOException>();
                continue;
            }

            failure.ShouldBeNull();
            text.Split("event: ").Length.ShouldBe(1 + events + (how == "error" ? 1 : 0));
        }

        (api.Attempted, api.Lost, api.Emulator.Requests.Count).ShouldBe((6, 0, 6));
    }

    [Fact]
    public async Task A_stream_that_is_silent_for_too_long_stalls()
    {
        await using var api = await UpstreamFixture.StartAsync();
        api.Emulator.Enqueue(Reply.Text("Hello").StallAfter(2));
        using var response = await api.SendAsync(api.Request(UpstreamFixture.Streamed));
        var reading = response.Content.ReadAsStringAsync();
        while (await Task.WhenAny(reading, api.Time.WaitedForAsync(TimeSpan.FromSeconds(30))) != reading)
        {
            api.Time.Advance(TimeSpan.FromSeconds(31));
        }

        (await Should.ThrowAsync<ClaudeTimeoutException>(reading)).Code.ShouldBe("claude-stalled");
    }
}
