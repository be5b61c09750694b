using RulesRouter.Catalog;
using RulesRouter.Classifiers.Heuristic;
using RulesRouter.Classifiers.Reading;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Classifiers.Training.Learning.Tasks;
using RulesRouter.Names;

namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>The precision of an unambiguous form over all labelled prompts.</summary>
/// <param name="Form">The form.</param>
/// <param name="Task">The task that it decides.</param>
/// <param name="Prompts">Number of prompts of that form.</param>
/// <param name="Right">Number of those that have the task.</param>
internal sealed record FormMeasurement(string Form, string Task, int Prompts, int Right)
{
    /// <summary>Lower end of Wilson's 95% interval of the precision.</summary>
    public double LowerBound => Proportion.LowerBound(Right, Prompts);

    internal static IReadOnlyList<FormMeasurement> Of(IEnumerable<OutcomeRow> rows)
    {
        var found = rows.Where(row => row.Kind is not null).AsParallel().AsOrdered()
            .Select(row => (row.Kind, Form: TaskForms.Of(TaskInputs.Of(row), PromptFeatures.Read(TaskInputs.Of(row))))).ToList();
        return
        [
            .. Enum.GetValues<TaskForm>().Select(form => new FormMeasurement(
                form.ToString(),
                EnumNames<TaskKind>.NameOf(TaskForms.TaskOf(form)),
                found.Count(row => row.Form == form),
                found.Count(row => row.Form == form && row.Kind == TaskForms.TaskOf(form)))),
        ];
    }
}
