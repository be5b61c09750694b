namespace RulesRouter.Classifiers.Measuring;

/// <summary>A cheap model and the strong one that a router may call instead.</summary>
public sealed record ModelPair(string Weak, string Strong)
{
    /// <summary>Reads <c>WEAK,STRONG</c>.</summary>
    /// <exception cref="FormatException">Not two names.</exception>
    public static ModelPair Parse(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries) is [{ Length: > 0 } weak, { Length: > 0 } strong] && weak != strong
            ? new ModelPair(weak, strong)
            : throw new FormatException($"`{text}` is not a pair: write the names of two models as WEAK,STRONG");

    public override string ToString() => $"{Weak},{Strong}";
}
