using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Economics;
using RulesRouter.Names;

namespace RulesRouter.Service.Options;

/// <summary>
/// How much a verdict counts for success by its source, 0..1. A verifier is a program or model that guesses, so its verdict counts half;
/// what tests and people say, and what became of a change, counts in full.
/// </summary>
internal sealed record VerdictWeights
{
    private readonly ImmutableSortedDictionary<VerdictSource, double> weights;

    private VerdictWeights(ImmutableSortedDictionary<VerdictSource, double> weights) => this.weights = weights;

    public static VerdictWeights Default { get; } =
        new(ImmutableSortedDictionary<VerdictSource, double>.Empty.Add(VerdictSource.Verifier, 0.5));

    public double Of(VerdictSource source) => weights.GetValueOrDefault(source, 1);

    public VerdictWeights With(VerdictSource source, double weight) => new(weights.SetItem(source, weight));

    /// <summary>Reads <c>source=weight</c>.</summary>
    public static bool TryRead(string text, out (VerdictSource Source, double Weight) value)
    {
        value = default;
        return text.Split('=') is [var name, var number]
            && EnumNames<VerdictSource>.TryParse(name, out value.Source)
            && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value.Weight)
            && value.Weight <= 1;
    }
}
