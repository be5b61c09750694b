namespace RulesRouter.Classifiers.Parameters;

/// <summary>
/// Heads for several targets, and outputs blended from them; the blends are fitted to heads trained without the row's group.
/// </summary>
internal sealed record StackedModel(HeadSet Heads, Blend[] Outputs)
{
    public float[] Predict(PromptVector vector)
    {
        var scores = Heads.Score(vector);
        return [.. Outputs.Select(output => output.Of(scores))];
    }
}
