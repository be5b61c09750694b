using RulesRouter.Catalog;
using RulesRouter.Names;

namespace RulesRouter.Requests;

/// <content>What the prompt asks for, and how hard it is.</content>
internal static partial class FixedFacts
{
    public static FixedFact Task { get; } = new(
        "task",
        FactType.Enum,
        "task of the request: as the caller states it, else as the classifier predicts it")
    {
        Values = [.. EnumNames<TaskKind>.All],
        IsAlwaysKnown = true,
        Stated = request => Name(request.Task),

        // An abstaining classifier gives `other`, so that an unrecognised prompt does not match every rule about tasks.
        Derived = (_, classification) => Name<TaskKind>(classification.Task ?? TaskKind.Other),
        Write = (draft, value) =>
        {
            var task = Member<TaskKind>(value);
            var confidence = draft[TaskConfidence!];
            var isStated = confidence == FactValue.Of(1.0) || (!draft.HasPrompt && !confidence.IsKnown);
            draft.Request = draft.Request with { Task = isStated ? task : null };
            draft.Classification = draft.Classification with { Task = isStated ? null : task };
        },
    };

    public static FixedFact TaskConfidence { get; } = new(
        "taskConfidence",
        FactType.Number,
        "probability in 0..1 that `task` is right; 1 if the caller states the task")
    {
        Derived = (request, classification) => FactValue.Of(request.Task is null ? classification.TaskConfidence : 1),
        Write = (draft, value) => draft.Classification = draft.Classification with { TaskConfidence = value.Number },
        FollowsOthers = true,
    };

    public static FixedFact Kind { get; } = new(
        "kind",
        FactType.Enum,
        "what the request is within its task, by fixed rules over its wording; `other` if no finer kind is recognised")
    {
        Values = [.. EnumNames<RequestKind>.All],
        KnownOnlyWith = () => PromptCharacters,
        Derived = (_, classification) => classification.Source == ClassificationSource.None
            ? FactValue.Unknown
            : Name<RequestKind>(classification.Kind ?? RequestKind.Other),
        Write = (draft, value) =>
        {
            var kind = Member<RequestKind>(value);
            draft.Classification = draft.Classification with { Kind = kind == RequestKind.Other ? null : kind };
        },
    };

    public static FixedFact ComplexityScore { get; } = new(
        "complexity.score",
        FactType.Number,
        "difficulty in 0..1, to compare within a task only: 0 is solved by every model, 1 by none; unknown without a task or for an unusual prompt")
    {
        Range = FactRange.Score,
        KnownOnlyWith = () => PromptCharacters,
        Derived = (_, classification) => FactValue.Of(ComplexityTiers.ScoreOf(classification)),
        Write = (draft, value) => draft.Classification = draft.Classification with { Difficulty = value.Number },
    };

    public static FixedFact ComplexityTier { get; } = new("complexity.tier", FactType.Enum, "`complexity.score` in thirds, so to compare within a task only")
    {
        Values = [.. EnumNames<ComplexityTier>.All],
        Derived = (_, classification) => Name(ComplexityTiers.ScoreOf(classification) is { } score
            ? ComplexityTiers.Of(score)
            : default(ComplexityTier?)),
        KnownWith = () => ComplexityScore,
        FollowsOthers = true,
    };

    private static FixedFact[] OfTask =>
    [
        Task,
        TaskConfidence,
        Kind,
        ComplexityScore,
        ComplexityTier,
    ];
}
