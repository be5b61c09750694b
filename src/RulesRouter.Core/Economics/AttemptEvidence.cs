using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Names;

namespace RulesRouter.Economics;

/// <summary>What the measures of a rejected attempt say about the difficulty of its task, as far as outcomes show it.</summary>
/// <param name="Slopes">
/// By <see cref="AttemptSignal"/>: of the logarithm of a difficulty scenario's weight, per unit of its difficulty and per unit of
/// <see cref="Relative(AttemptSignal, string, TaskKind, AttemptMeasures)"/>; at least 0, and 0 says nothing.
/// </param>
/// <param name="Medians">
/// Of <see cref="AttemptMeasures.LogarithmOf"/> over the attempts of an endpoint at a task; of failed tests over its wrong answers.
/// </param>
internal sealed record AttemptEvidence(
    ImmutableArray<double> Slopes, FrozenDictionary<(string Endpoint, TaskKind Task, AttemptSignal Signal), double> Medians)
{
    /// <summary>A measure e² = 7.4 times the usual one counts as any larger one.</summary>
    private const double MaxLogarithm = 2;

    public static ImmutableArray<AttemptSignal> Signals { get; } = [.. Enum.GetValues<AttemptSignal>()];

    public static ImmutableArray<double> NoSlopes { get; } = [.. Signals.Select(_ => 0.0)];

    public static AttemptEvidence None { get; } =
        new(NoSlopes, FrozenDictionary<(string, TaskKind, AttemptSignal), double>.Empty);

    public bool SaysNothing => Slopes.All(slope => slope == 0);

    /// <summary>The natural logarithm of a measure by the median, within ±2.</summary>
    public static double Relative(double logarithm, double median) => Math.Clamp(logarithm - median, -MaxLogarithm, MaxLogarithm);

    /// <summary>The same; null where the measure, enough outcomes or a slope are missing.</summary>
    public double? Relative(AttemptSignal signal, string endpoint, TaskKind task, AttemptMeasures measures) =>
        Slopes[(int)signal] > 0
        && measures.LogarithmOf(signal) is { } logarithm
        && Medians.TryGetValue((endpoint, task, signal), out var median)
            ? Relative(logarithm, median)
            : null;

    /// <summary>By how much the task is harder (<see cref="SharedDifficulty.Tilt"/>); null if nothing is known.</summary>
    public double? ShiftOf(string endpoint, TaskKind task, AttemptMeasures measures)
    {
        double? shift = null;
        foreach (var signal in Signals)
        {
            if (Relative(signal, endpoint, task, measures) is { } relative)
            {
                shift = (shift ?? 0) + (Slopes[(int)signal] * relative);
            }
        }

        return shift;
    }

    /// <summary>One line for each signal and median that a decision may depend on.</summary>
    public IEnumerable<string> DigestLines()
    {
        if (SaysNothing)
        {
            yield break;
        }

        foreach (var signal in Signals)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{EnumNames<AttemptSignal>.NameOf(signal)} {Slopes[(int)signal]:R}");
        }

        foreach (var ((endpoint, task, signal), median) in Medians
            .OrderBy(pair => pair.Key.Endpoint, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Task)
            .ThenBy(pair => pair.Key.Signal))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"median {endpoint} {task} {EnumNames<AttemptSignal>.NameOf(signal)} {median:R}");
        }
    }
}
