namespace RulesRouter.Classifiers.Learning;

/// <summary>What decides a prompt's chances, as it is predicted.</summary>
/// <param name="Ease">See <see cref="DomainTargets.Ease"/>.</param>
/// <param name="Spread">Both targets of it, added.</param>
internal readonly record struct Latent(double Ease, double Spread)
{
    /// <param name="outputs">One a target.</param>
    public static Latent Of(ReadOnlySpan<float> outputs) =>
        new(outputs[DomainTargets.Ease], outputs[DomainTargets.Spread] + outputs[DomainTargets.SpreadInGroup]);
}
