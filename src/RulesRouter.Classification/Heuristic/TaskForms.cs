using System.Diagnostics;
using RulesRouter.Catalog;
using RulesRouter.Classifiers.Reading;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Heuristic;

/// <summary>
/// Recognises a <see cref="TaskForm"/>. `rulesrouter classifier evaluate --only forms` prints the precision of each on labelled prompts.
/// </summary>
internal static class TaskForms
{
    public const float Confidence = 0.98f;

    public static TaskForm? Of(in ClassifierInput input, in PromptFeatures features) =>
        features.HasFillMarkers ? TaskForm.FillMarkers
        : features[Signal.Holes] > 0 && features[Signal.Asserts] > 0 ? TaskForm.AssertionWithHole
        : features.HasDiff && string.IsNullOrWhiteSpace(input.SystemText) && DiffText.Is(input.Text) ? TaskForm.DiffAlone
        : null;

    public static TaskKind TaskOf(TaskForm form) => form switch
    {
        TaskForm.FillMarkers => TaskKind.Autocomplete,
        TaskForm.AssertionWithHole => TaskKind.CodeReasoning,
        TaskForm.DiffAlone => TaskKind.CodeReview,
        _ => throw new UnreachableException($"{form}"),
    };
}
