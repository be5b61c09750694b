namespace RulesRouter.Service.Options;

/// <summary>What happens to a reload that weakens protection.</summary>
internal enum WeakerReload
{
    /// <summary>It is used and reported.</summary>
    Report,

    /// <summary>It waits until it is confirmed.</summary>
    Hold,
}
