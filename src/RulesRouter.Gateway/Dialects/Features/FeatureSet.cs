using System.Numerics;
using RulesRouter.Names;

namespace RulesRouter.Gateway.Dialects.Features;

/// <summary>A set of features.</summary>
internal readonly record struct FeatureSet(ulong Bits)
{
    public static FeatureSet None => default;

    public bool IsEmpty => Bits == 0;

    public int Count => BitOperations.PopCount(Bits);

    /// <summary>Spelled as in decisions and headers, such as <c>stop-sequences</c>.</summary>
    public IEnumerable<string> Names => Members.Select(EnumNames<Feature>.NameOf);

    public IEnumerable<Feature> Members
    {
        get
        {
            for (var rest = Bits; rest != 0; rest &= rest - 1)
            {
                yield return (Feature)BitOperations.TrailingZeroCount(rest);
            }
        }
    }

    public bool Has(Feature feature) => (Bits & (1UL << (int)feature)) != 0;

    public FeatureSet With(Feature feature) => new(Bits | (1UL << (int)feature));

    public FeatureSet With(FeatureSet others) => new(Bits | others.Bits);

    public override string ToString() => string.Join(", ", Names);
}
