namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>A weak (cheap) and a strong model between which a router chooses.</summary>
internal sealed record ModelPair(string Weak, string Strong)
{
    /// <summary>Reads <c>WEAK,STRONG</c>.</summary>
    /// <exception cref="FormatException">Not two names.</exception>
    public static ModelPair Parse(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries) is [{ Length: > 0 } weak, { Length: > 0 } strong] && weak != strong
            ? new ModelPair(weak, strong)
            : throw new FormatException($"`{text}` is not a pair of models; write WEAK,STRONG");

    public override string ToString() => $"{Weak},{Strong}";
}
