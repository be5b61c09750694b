using RulesRouter.Names;

namespace RulesRouter.Requests;

/// <content>Hops of the chain that were tried; measures are of the last one, where the caller stated them.</content>
internal static partial class FixedFacts
{
    public static FixedFact AttemptCount { get; } = new("attempts.count", FactType.Number, "number of hops of this chain that were tried")
    {
        Range = FactRange.Whole(0),
        IsAlwaysKnown = true,
        Stated = request => Number(request.Attempts.Length),
        Write = (draft, value) =>
        {
            draft.IsTooLarge |= value.Number > MaxAttempts;
            var attempt = new Attempt(draft.Tried, FailureClass.Unavailable);
            var count = (int)Math.Min(value.Number, MaxAttempts);
            draft.Request = draft.Request with { Attempts = [.. Enumerable.Repeat(attempt, count)] };
        },
    };

    public static FixedFact LastFailure { get; } = new("attempts.lastFailure", FactType.Enum, "why the last hop failed")
    {
        Values = [.. EnumNames<FailureClass>.All],
        Usual = Name<FailureClass>(FailureClass.Unavailable),
        Stated = request => Name(Last(request)?.Failed),
        Write = (draft, value) => draft.LastAttempt(attempt => attempt with { Failed = Member<FailureClass>(value) ?? attempt.Failed }),
        FollowsOthers = true,
    };

    public static FixedFact AttemptTurns { get; } = new(
        "attempts.turns",
        FactType.Number,
        "answers that the last hop needed until it failed")
    {
        Range = FactRange.Whole(0),
        KnownOnlyWith = () => LastFailure,
        Stated = request => Number(Last(request)?.Turns),
        Write = (draft, value) => draft.LastAttempt(attempt => attempt with { Turns = (int)value.Number }),
    };

    public static FixedFact AttemptTestsPassed { get; } = new(
        "attempts.testsPassed",
        FactType.Number,
        "tests that passed when the last hop failed")
    {
        Range = FactRange.Whole(0),
        KnownOnlyWith = () => LastFailure,
        Stated = request => Number(Last(request)?.TestsPassed),
        Write = (draft, value) => draft.LastAttempt(attempt => attempt with { TestsPassed = (int)value.Number }),
    };

    public static FixedFact AttemptTestsFailed { get; } = new(
        "attempts.testsFailed",
        FactType.Number,
        "tests that failed when the last hop failed")
    {
        Range = FactRange.Whole(0),
        KnownOnlyWith = () => LastFailure,
        Stated = request => Number(Last(request)?.TestsFailed),
        Write = (draft, value) => draft.LastAttempt(attempt => attempt with { TestsFailed = (int)value.Number }),
    };

    public static FixedFact AttemptToolErrors { get; } = new(
        "attempts.toolErrors",
        FactType.Number,
        "calls of tools that failed during the last hop")
    {
        Range = FactRange.Whole(0),
        KnownOnlyWith = () => LastFailure,
        Stated = request => Number(Last(request)?.ToolErrors),
        Write = (draft, value) => draft.LastAttempt(attempt => attempt with { ToolErrors = (int)value.Number }),
    };

    public static FixedFact AttemptCostUsd { get; } = new("attempts.costUsd", FactType.Number, "US dollars that the last hop cost")
    {
        Range = FactRange.From(0),
        KnownOnlyWith = () => LastFailure,
        Stated = request => FactValue.Of(Last(request)?.CostUsd),
        Write = (draft, value) => draft.LastAttempt(attempt => attempt with { CostUsd = value.Number }),
    };

    private static FixedFact[] OfAttempts =>
    [
        AttemptCount,
        LastFailure,
        AttemptTurns,
        AttemptTestsPassed,
        AttemptTestsFailed,
        AttemptToolErrors,
        AttemptCostUsd,
    ];

    private static Attempt? Last(DecisionRequest request) => request.Attempts.IsEmpty ? null : request.Attempts[^1];
}
