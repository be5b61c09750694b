namespace RulesRouter.Service.Options;

/// <summary>How policies are loaded and which ones are kept.</summary>
internal sealed record LoadingOptions
{
    /// <summary>Time for which a folder must not change before it is loaded.</summary>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(1);

    public WeakerReload WeakerReload { get; init; }

    /// <summary>Time after which a comparison with the previous revision ends as unknown, which counts as weaker.</summary>
    public TimeSpan CompareLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Folder of the accepted revisions and of the copy of a git repository; null keeps none.</summary>
    public string? StatePath { get; init; }

    /// <summary>URL or path of a git repository; null loads a folder.</summary>
    public string? GitUrl { get; init; }

    /// <summary>Branch or tag.</summary>
    public string GitRef { get; init; } = "main";

    /// <summary>Interval of fetches.</summary>
    public TimeSpan GitInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Password or token for a URL; null for none.</summary>
    public string? GitToken { get; init; }

    /// <summary>File of allowed signers, as <c>ssh-keygen</c> and <c>gpgv</c> read it: only signed commits load. Null loads all.</summary>
    public string? GitSigners { get; init; }
}
