using System.Globalization;
using System.Text.Json;
using RulesRouter.Formats;

namespace RulesRouter.Classifiers.Training.Adaptation;

/// <summary>The result of an adaptation.</summary>
internal sealed record AdaptResult
{
    /// <summary>False: the served artefact stays as it was.</summary>
    public required bool Replaced { get; init; }

    /// <summary>The reason, in one sentence.</summary>
    public required string Reason { get; init; }

    public required int FittedRows { get; init; }

    public required int HeldOutRows { get; init; }

    public required IReadOnlyList<AdaptCandidate> Candidates { get; init; }

    /// <summary>Digest of the artefact now in place.</summary>
    public required string Digest { get; init; }

    public void WriteJson(TextWriter writer) => writer.WriteLine(JsonSerializer.Serialize(this, JsonFormats.Indented));

    public void WriteHuman(TextWriter writer)
    {
        writer.WriteLine($"{FittedRows} prompts for fitting, {HeldOutRows} held out by group");
        foreach (var candidate in Candidates)
        {
            var gain = candidate.Improvement is { } interval
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $" · better by {interval.Value:+0.0000;-0.0000} ({interval.Low:+0.0000;-0.0000} … {interval.High:+0.0000;-0.0000})")
                : "";
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {candidate.Name,-13}Brier {candidate.HeldOut.Brier:F4} · AUC {candidate.HeldOut.Auc:F3} · debiased ECE {candidate.HeldOut.DebiasedEce:F3}{gain}"));
        }

        writer.WriteLine(Reason);
    }
}
