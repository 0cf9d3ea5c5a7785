using Memori.Ledger;

namespace Memori.Sqlite.Tests.Ledger;

/// <summary>What a ledger should say, worked out the slow way: from everything that ever happened.</summary>
internal sealed class LedgerModel(long? userLimit)
{
    private readonly List<Line> _lines = [];

    private enum State
    {
        Open,
        Lost,
        Ended,
    }

    public Dictionary<string, long> KeyLimits { get; } = [];

    public bool Allows(DateOnly day, Payer payer, long tokens) =>
        Sum(Of(day, LedgerSubject.User(payer.UserId))) + tokens <= userLimit
        && (payer.KeyId is not { } key || !KeyLimits.TryGetValue(key, out var limit) || Sum(Of(day, LedgerSubject.Key(key))) + tokens <= limit);

    public void Reserve(Reservation reservation, DateOnly day) => _lines.Add(new Line(reservation, day, reservation.Request.Payer) { State = State.Open });

    public void Settle(Reservation reservation, TokenUsage usage)
    {
        var line = _lines.Single(line => line.Reservation == reservation);
        if (line.State != State.Ended)
        {
            line.State = State.Ended;
            line.Usage = usage;
        }
    }

    public void Record(DateOnly day, Payer payer, TokenUsage usage) => _lines.Add(new Line(null, day, payer) { State = State.Ended, Usage = usage });

    /// <summary>Gives up what is overdue by more than a minute.</summary>
    public int Lose(DateTimeOffset now)
    {
        var overdue = _lines.Where(line => line.State == State.Open && line.Reservation!.Deadline.AddMinutes(1) < now).ToList();
        foreach (var line in overdue)
        {
            line.State = State.Lost;
            line.Usage = new TokenUsage { OutputTokens = line.Reservation!.Request.Tokens, CostPicodollars = line.Reservation.Request.CostPicodollars };
        }

        return overdue.Count;
    }

    public (long Used, long Reserved) Of(DateOnly day, LedgerSubject subject)
    {
        var its = _lines.Where(line => line.Day == day && subject.Id == (subject.Kind == LedgerSubjectKind.User ? line.Payer.UserId : line.Payer.KeyId)).ToList();
        return (its.Where(line => line.State != State.Open).Sum(line => line.Usage.TotalTokens), its.Where(line => line.State == State.Open).Sum(line => line.Reservation!.Request.Tokens));
    }

    public (long Tokens, long Cost) Sum() => (_lines.Sum(line => line.Usage.TotalTokens), _lines.Sum(line => line.Usage.CostPicodollars));

    private static long Sum((long Used, long Reserved) standing) => standing.Used + standing.Reserved;

    private sealed class Line(Reservation? reservation, DateOnly day, Payer payer)
    {
        public Reservation? Reservation { get; } = reservation;

        public DateOnly Day { get; } = day;

        public Payer Payer { get; } = payer;

        public State State { get; set; }

        public TokenUsage Usage { get; set; }
    }
}
