namespace RulesRouter.Classifiers.Learning;

/// <summary>
/// The ability levels that have heads. A model's ability is its mean success over a task's training prompts; what it did counts for the
/// two levels beside it, and its chance is read between them (<see cref="Requests.Classification.SuccessAt"/>).
/// </summary>
internal static class AbilityGrid
{
    public static readonly float[] Levels = [0.2f, 0.45f, 0.65f, 0.8f, 0.88f, 0.95f];

    /// <summary>The lower neighbour and how far towards the upper one, in [0, 1].</summary>
    public static (int Lower, float Share) Place(double ability)
    {
        var within = Math.Clamp((float)ability, Levels[0], Levels[^1]);
        var lower = 0;
        while (lower < Levels.Length - 2 && Levels[lower + 1] < within)
        {
            lower++;
        }

        return (lower, (within - Levels[lower]) / (Levels[lower + 1] - Levels[lower]));
    }
}
