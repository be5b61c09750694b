using System.Collections.Immutable;

namespace RulesRouter.Service.Options;

/// <summary>Settings of a decision service.</summary>
internal sealed record ServiceOptions
{
    /// <summary>Folder with policies and catalog.</summary>
    public required string PoliciesPath { get; init; }

    /// <summary>Environment file of kind Parameters, reloaded like the policies; null for none.</summary>
    public string? ParametersPath { get; init; }

    /// <summary>Each as <c>policy.parameter=value</c>.</summary>
    public ImmutableArray<string> ParameterSettings { get; init; } = [];

    public string Url { get; init; } = "http://127.0.0.1:8080";

    /// <summary>Sample evidence counts as known; every decision that rests on it is marked.</summary>
    public bool AllowSampleEvidence { get; init; }

    /// <summary>Requests may set the time of the decision with `at`.</summary>
    public bool AllowAt { get; init; }

    /// <summary>Attributes that every caller's credential would carry, each as <c>name=value</c>; only for a loopback address.</summary>
    public ImmutableArray<string> KeyAttributes { get; init; } = [];

    /// <summary>Who may call.</summary>
    public AccessOptions Access { get; init; } = new();

    /// <summary>Folder of segments, or a single file, that every decision and outcome is appended to; null for none.</summary>
    public string? RecordPath { get; init; }

    /// <summary>A segment of at least so many bytes is closed, and the next one started.</summary>
    public long RecordSegmentBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>A segment of this age is closed, and the next one started.</summary>
    public TimeSpan RecordSegmentAge { get; init; } = TimeSpan.FromDays(1);

    /// <summary>A segment whose lines are all older is deleted; outcomes of older decisions are 410.</summary>
    public TimeSpan RecordRetention { get; init; } = TimeSpan.FromDays(365);

    /// <summary>File of the key that signs decision ids, shared by all instances; null is a file beside the record.</summary>
    public string? DecisionKeyPath { get; init; }

    /// <summary>SQLite file of decisions and outcomes, or address of a PostgreSQL database; null accepts no outcomes.</summary>
    public string? OutcomesPath { get; init; }

    /// <summary>How much a verdict counts by its source.</summary>
    public VerdictWeights VerdictWeights { get; init; } = VerdictWeights.Default;

    /// <summary>SQLite file of budgets; null keeps them in memory.</summary>
    public string? StatePath { get; init; }

    /// <summary>
    /// Redis in which several instances share budgets, sessions and the states that people set of endpoints, as <c>host:port</c>; null for
    /// none.
    /// </summary>
    public string? Redis { get; init; }

    public string? RedisPassword { get; init; }

    /// <summary>How long a reservation waits for an outcome before it is settled at its estimate.</summary>
    public TimeSpan BudgetTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// A decision is sent after its record is on the disk; otherwise after the operating system has it, which survives a killed process but
    /// not a power failure.
    /// </summary>
    public bool SyncRecord { get; init; }

    /// <summary>
    /// The conditions of every Nth decision are evaluated by RulesEngine too; 0 is never. On disagreement RulesEngine serves the policy
    /// until the next reload.
    /// </summary>
    public int CheckEvery { get; init; } = 10_000;

    /// <summary>Endpoints, providers or failure domains that are unavailable.</summary>
    public ImmutableSortedSet<string> Down { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>
    /// File or folder of the trained classifier; <c>none</c> classifies by fixed rules, null searches the default locations.
    /// </summary>
    public string? ClassifierPath { get; init; }

    /// <summary>Maximum bytes of a request body; a longer one is 413.</summary>
    public long MaxBodyBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Maximum bytes of all bodies that are being read, without the first 64 KB of each; beyond it a body is 503.</summary>
    public long MaxBodyMemory { get; init; } = 256 * 1024 * 1024;

    /// <summary>Minimum bytes per second of a body, after five seconds; a slower one is 408.</summary>
    public double MinBodyRate { get; init; } = 1_024;

    /// <summary>Maximum number of concurrent decisions or batches; one more is 429.</summary>
    public int MaxConcurrent { get; init; } = 2_048;

    /// <summary>After the signal to stop, new connections are accepted for this time, while readiness already fails.</summary>
    public TimeSpan DrainDelay { get; init; }

    /// <summary>Time for requests and streams in flight to finish after that; what is still open then is closed.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Base URL of a collector that takes OTLP over HTTP; null exports nothing to a collector.</summary>
    public string? OtlpUrl { get; init; }

    public GatewayOptions Gateway { get; init; } = new();

    /// <summary>The environment, in which the catalog's providers name the variables of their credentials.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Interval of the check for changed files.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How policies are loaded.</summary>
    public LoadingOptions Loading { get; init; } = new();

    /// <summary>Without record and outcomes, a classification that no decision depends on has no reader.</summary>
    internal RouterOptions Routing => new()
    {
        PoliciesPath = PoliciesPath,
        ParametersPath = ParametersPath,
        ParameterSettings = ParameterSettings,
        ClassifierPath = ClassifierPath,
        AllowSampleEvidence = AllowSampleEvidence,
        CountsExclusions = true,
        ClassifyWhenNeeded = RecordPath is null && OutcomesPath is null,
    };
}
