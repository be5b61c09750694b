namespace RulesRouter.Benchmarks.Tables;

/// <summary>What the ratio to the class's baseline should be at most; shown beside the measured one.</summary>
/// <param name="atMost">Ratio of means.</param>
/// <param name="when">The parameters it holds for, as the table shows them (<c>Rules=1000</c>); empty is all.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class GoalAttribute(double atMost, string when = "") : Attribute
{
    public double AtMost { get; } = atMost;

    public string When { get; } = when;
}
