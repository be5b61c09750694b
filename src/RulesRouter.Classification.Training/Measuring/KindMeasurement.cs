using RulesRouter.Catalog;
using RulesRouter.Classifiers.Heuristic;
using RulesRouter.Classifiers.Reading;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Classifiers.Training.Learning.Tasks;
using RulesRouter.Names;

namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>The precision of the rules of one kind over all labelled prompts, given their task.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Prompts">Prompts given this kind whose label says which kind they have.</param>
/// <param name="Right">Of these, the ones with this kind.</param>
/// <param name="Labelled">Prompts labelled with this kind.</param>
/// <param name="Unlabelled">Prompts given this kind whose label does not say which kind they have.</param>
internal sealed record KindMeasurement(string Kind, int Prompts, int Right, int Labelled, int Unlabelled)
{
    /// <summary>Lower end of Wilson's 95% interval of the precision.</summary>
    public double LowerBound => Proportion.LowerBound(Right, Prompts);

    internal static IReadOnlyList<KindMeasurement> Of(IEnumerable<OutcomeRow> rows)
    {
        var found = rows.Where(row => row.Kind is not null).AsParallel().AsOrdered()
            .Select(row => (Label: row.FinerKind, Given: Given(row))).ToList();
        return
        [
            .. Enum.GetValues<RequestKind>().Where(kind => kind != RequestKind.Other).Select(kind => new KindMeasurement(
                EnumNames<RequestKind>.NameOf(kind),
                found.Count(row => row.Given == kind && row.Label is not null),
                found.Count(row => row.Given == kind && row.Label == kind),
                found.Count(row => row.Label == kind),
                found.Count(row => row.Given == kind && row.Label is null))),
        ];
    }

    private static RequestKind? Given(OutcomeRow row)
    {
        var input = TaskInputs.Of(row);
        return KindRules.Of(row.Kind!.Value, TaskReader.OutlineOf(input, PromptFeatures.Read(input)));
    }
}
