namespace RulesRouter.Benchmarks.Tables;

/// <summary>The maximum ratio to the class's baseline; shown beside the measured ratio.</summary>
/// <param name="atMost">Ratio of means.</param>
/// <param name="when">The parameters that the goal applies to, as in the table (<c>Rules=1000</c>); empty for all.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class GoalAttribute(double atMost, string when = "") : Attribute
{
    public double AtMost { get; } = atMost;

    public string When { get; } = when;
}
