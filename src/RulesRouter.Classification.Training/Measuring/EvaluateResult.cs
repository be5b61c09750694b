using System.Text.Json;
using System.Text.Json.Serialization;
using RulesRouter.Formats;

namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>All figures of one evaluation.</summary>
/// <param name="Contest">Null unless families were left out, with the pairs that are chosen by default.</param>
/// <param name="Notes">What was left out and why.</param>
internal sealed record EvaluateResult(
    IReadOnlyList<PairMeasurement> Pairs,
    DifficultyContest? Contest,
    IReadOnlyList<TaskMeasurement> Tasks,
    IReadOnlyList<FormMeasurement> Forms,
    IReadOnlyList<KindMeasurement> Kinds,
    IReadOnlyList<string> Notes)
{
    private static readonly JsonSerializerOptions Json = new(JsonFormats.Indented)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public IReadOnlyList<SplitSummary> Summaries =>
        [.. Pairs.GroupBy(pair => pair.Split).Select(split => SplitSummary.Of(split.Key, [.. split]))];

    public void WriteJson(TextWriter writer) =>
        writer.WriteLine(JsonSerializer.Serialize(new { Summaries, Pairs, Contest, Tasks, Forms, Kinds, Notes }, Json));

    public void WriteHuman(TextWriter writer) => EvaluateReport.Write(this, writer);
}
