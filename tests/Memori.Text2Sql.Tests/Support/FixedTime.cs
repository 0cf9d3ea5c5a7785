namespace Memori.Text2Sql.Tests.Support;

/// <summary>A clock that moves only when told to.</summary>
internal sealed class FixedTime : TimeProvider
{
    private DateTimeOffset _now = new(2025, 6, 15, 12, 0, 0, TimeSpan.Zero);

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.Ticks;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan time) => _now += time;
}
