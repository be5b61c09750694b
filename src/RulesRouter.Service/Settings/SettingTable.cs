using System.Collections.Immutable;
using RulesRouter.Gateway.Chains;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Settings;

/// <summary>
/// Every setting of <c>serve</c>. Flags, environment variables, keys of settings files, their schema, help and the README's table derive
/// from it: a new setting is one entry here and one property of <see cref="ServiceOptions"/>.
/// </summary>
internal static class SettingTable
{
    /// <summary>A hidden folder that git ignores and `make clean` does not delete.</summary>
    public const string DefaultRecord = ".rulesrouter/record";

    public const string DefaultOutcomes = "artifacts/outcomes.db";

    public const string DefaultState = ".rulesrouter/state.db";

    /// <summary>Beside the default record.</summary>
    public const string DefaultPolicyState = ".rulesrouter/policies";

    private static readonly ImmutableArray<Setting> Policies =
    [
        Setting.Of(
            "policies",
            SettingTypes.Text("FOLDER"),
            "policies",
            "folder of policies and catalog",
            (options, value) => options with { PoliciesPath = value }),
        Setting.Of(
            "parameters",
            SettingTypes.File,
            null,
            "file of kind Parameters; overrides the policies' own values",
            (options, value) => options with { ParametersPath = value }),
        Setting.List(
            "set",
            SettingTypes.Text("policy.parameter=value"),
            "policy.parameter=value; overrides every other source; repeatable",
            (options, values) => options with { ParameterSettings = values }),
        Setting.Switch(
            "allow-sample-evidence",
            "sample facts about compliance and latency count as known",
            (options, value) => options with { AllowSampleEvidence = value }),
        Setting.Of(
            "classifier",
            SettingTypes.Text("PATH"),
            null,
            "trained classifier (file or folder), or `none` for the heuristic; default: models/classifier above the policies or beside the tool",
            (options, value) => options with { ClassifierPath = value }),
        Setting.Of(
            "poll-interval",
            SettingTypes.Wait,
            "1s",
            "interval of the check for changed files",
            (options, value) => options with { PollInterval = value }),
        Setting.List(
            "down",
            SettingTypes.Text("NAME"),
            "endpoint, provider or failure domain that is unavailable; repeatable",
            (options, values) => options with { Down = values.ToImmutableSortedSet(StringComparer.Ordinal) }),
        Setting.Of(
            "check-every",
            SettingTypes.Number("DECISIONS", 0, note: "; 0 disables the check"),
            "10000",
            "check the conditions of every Nth decision with RulesEngine; on disagreement, log it and let RulesEngine serve the policy until the next reload; 0 disables the check",
            (options, value) => options with { CheckEvery = value }),
    ];

    private static readonly ImmutableArray<Setting> Loading =
    [
        Setting.Of(
            "settle-time",
            SettingTypes.Wait,
            "1s",
            "time for which the files of a folder must not change before they are loaded",
            (options, value) => WithLoading(options, loading => loading with { SettleTime = value })),
        Setting.Of(
            "weaker-reload",
            SettingTypes.Choice<WeakerReload>(),
            "report",
            "a reload that weakens protection is used and reported, or held until POST /v1/policies:confirm",
            (options, value) => WithLoading(options, loading => loading with { WeakerReload = value })),
        Setting.Of(
            "compare-limit",
            SettingTypes.Wait,
            "30s",
            "time after which a comparison of two revisions ends as unknown, which counts as weaker",
            (options, value) => WithLoading(options, loading => loading with { CompareLimit = value })),
        Setting.Of(
            "policy-state",
            SettingTypes.PathOrNone,
            DefaultPolicyState,
            "folder of the accepted revisions, which serve after a restart if the policies do not load, and of the copy of a git repository; instances may share it",
            (options, value) => WithLoading(options, loading => loading with { StatePath = value })),
        Setting.Of(
            "git-url",
            SettingTypes.Text("URL"),
            null,
            "URL or path of a git repository to load the policies from; `policies` is then the folder in it",
            (options, value) => WithLoading(options, loading => loading with { GitUrl = value })),
        Setting.Of(
            "git-ref",
            SettingTypes.Text("NAME"),
            "main",
            "branch or tag to load",
            (options, value) => WithLoading(options, loading => loading with { GitRef = value })),
        Setting.Of(
            "git-interval",
            SettingTypes.Duration,
            "30s",
            "interval of fetches; POST /v1/policies:reload fetches at once",
            (options, value) => WithLoading(options, loading => loading with { GitInterval = value })),
        Setting.Of(
            "git-token",
            SettingTypes.Text("TOKEN"),
            null,
            "password or token for the repository's URL",
            (options, value) => WithLoading(options, loading => loading with { GitToken = value })) with { IsSecret = true },
        Setting.Of(
            "git-signers",
            SettingTypes.File,
            null,
            "load only commits that are signed by a signer in this file: allowed signers of ssh-keygen, or a keyring of gpgv",
            (options, value) => WithLoading(options, loading => loading with { GitSigners = value })),
    ];

    private static readonly ImmutableArray<Setting> Callers =
    [
        Setting.Of(
            "url",
            SettingTypes.Text("URL"),
            "http://127.0.0.1:8080",
            "address to listen on",
            (options, value) => options with { Url = value }),
        Setting.Switch(
            "allow-at",
            "requests may set the time of their decision, which is then marked as simulated; only for a loopback address",
            (options, value) => options with { AllowAt = value }) with { NeedsLoopback = true },
        Setting.List(
            "key-attribute",
            SettingTypes.Pair,
            "name=value of an attribute that every caller's credential would carry; repeatable; only for a loopback address",
            (options, values) => options with { KeyAttributes = values }) with { NeedsLoopback = true },
    ];

    private static readonly ImmutableArray<Setting> Record =
    [
        Setting.Of(
            "record",
            SettingTypes.PathOrNone,
            DefaultRecord,
            "folder of the record, which every decision and outcome is appended to, or `none`; a path with an extension is a single file that is never rotated",
            (options, value) => options with { RecordPath = value }),
        Setting.Of(
            "record-segment",
            SettingTypes.Size,
            "64MB",
            "size from which the record continues in another file; the closed one is compressed",
            (options, value) => options with { RecordSegmentBytes = value }),
        Setting.Of(
            "record-segment-age",
            SettingTypes.Duration,
            "1d",
            "age from which the record continues in another file",
            (options, value) => options with { RecordSegmentAge = value }),
        Setting.Of(
            "record-retention",
            SettingTypes.Duration,
            "365d",
            "files of the record whose lines are all older are deleted, and an outcome of an older decision is 410",
            (options, value) => options with { RecordRetention = value }),
        Setting.Of(
            "decision-key",
            SettingTypes.File,
            null,
            "file of the key that signs decision ids, the same for all instances; created where it is missing; default: beside the record",
            (options, value) => options with { DecisionKeyPath = value }),
        Setting.Switch(
            "sync-record",
            "respond only after the record is flushed to disk; by default it survives a killed process but not a power failure",
            (options, value) => options with { SyncRecord = value }),
        Setting.Of(
            "outcomes",
            SettingTypes.FileOrNone,
            DefaultOutcomes,
            "SQLite file that stores decisions and their outcomes, or `postgres://user@host:port/database` for several instances, or `none` to accept no outcomes and learn from none; the password of a database is in PGPASSWORD",
            (options, value) => options with { OutcomesPath = value }),
        Setting.List(
            "verdict-weight",
            SettingTypes.VerdictWeight,
            "source=weight: how much verdicts of a source count for success, 0 to 1; by default verifier=0.5, others 1; repeatable",
            (options, values) => options with
            {
                VerdictWeights = values.Aggregate(VerdictWeights.Default, static (all, one) => all.With(one.Source, one.Weight)),
            }),
    ];

    private static readonly ImmutableArray<Setting> State =
    [
        Setting.Of(
            "state",
            SettingTypes.FileOrNone,
            DefaultState,
            "SQLite file of what is spent of budgets, of sessions and of states of endpoints, which instances of one machine may share, or `none` to keep it in memory",
            (options, value) => options with { StatePath = value }),
        Setting.Of(
            "redis",
            SettingTypes.Text("HOST:PORT"),
            null,
            "Redis in which several instances share budgets, sessions and the states that people set of endpoints; while it cannot be reached, each budget does what its `onStoreLost` says, `raiseOnly` attributes of sessions count at their highest values, and the states known before stay",
            (options, value) => options with { Redis = value }),
        Setting.Of(
            "redis-password",
            SettingTypes.Text("PASSWORD"),
            null,
            "password of Redis",
            (options, value) => options with { RedisPassword = value }) with { IsSecret = true },
        Setting.Of(
            "budget-timeout",
            SettingTypes.Duration,
            "15m",
            "how long a reservation of a budget waits for an outcome before it is settled at the estimated cost",
            (options, value) => options with { BudgetTimeout = value }),
    ];

    private static readonly ImmutableArray<Setting> Gateway =
    [
        Setting.Of(
            "gateway-policy",
            SettingTypes.Text("POLICY"),
            null,
            "policy of gateway callers that name a vendor's model and whose credential has no policy of its own",
            (options, value) => options with { Gateway = options.Gateway with { Policy = value } }),
        Setting.List(
            "gateway-alias",
            SettingTypes.Pair,
            "name=policy/NAME or name=model: a further name that gateway callers may give as `model`; repeatable",
            (options, values) => options with { Gateway = options.Gateway with { Aliases = values } }),
        Setting.Of(
            "upstream-credentials",
            SettingTypes.File,
            null,
            "file of lines provider=credential; a provider that it does not name has the environment variable that the catalog names",
            (options, value) => options with { Gateway = options.Gateway with { CredentialsPath = value } }),
        Setting.Of(
            "upstream-errors",
            SettingTypes.File,
            null,
            "JSON file of rules that classify the errors of upstreams, before the built-in ones",
            (options, value) => options with { Gateway = options.Gateway with { ErrorsPath = value } }),
        Setting.Of(
            "gateway-checks",
            SettingTypes.File,
            null,
            "JSON file of the commands and addresses that check answers; policies name them under `select.checks.run`",
            (options, value) => options with { Gateway = options.Gateway with { ChecksPath = value } }),
        Setting.Of(
            "upstream-connect-timeout",
            SettingTypes.Wait,
            "5s",
            "time until a connection to an upstream is open",
            (options, value) => With(options, limits => limits with { Connect = value })),
        Setting.Of(
            "upstream-first-token-timeout",
            SettingTypes.Wait,
            "2m",
            "time from a call until the first content of its stream",
            (options, value) => With(options, limits => limits with { FirstToken = value })),
        Setting.Of(
            "upstream-idle-timeout",
            SettingTypes.Wait,
            "1m",
            "time between two parts of a stream",
            (options, value) => With(options, limits => limits with { Idle = value })),
        Setting.Of(
            "upstream-total-timeout",
            SettingTypes.Wait,
            "10m",
            "time for all calls of a request; a deadline of the request shortens it",
            (options, value) => With(options, limits => limits with { Total = value })),
        Setting.Of(
            "upstream-retries",
            SettingTypes.Number("CALLS", 0, 10),
            "1",
            "further calls of an endpoint that is overloaded or unavailable, when no other endpoint may follow",
            (options, value) => With(options, limits => limits with { Retries = value })),
        Setting.Of(
            "gateway-commit-after",
            SettingTypes.Wait,
            "10s",
            "time after which a client that waits for a stream gets headers, and keep-alive events from then on",
            (options, value) => With(options, limits => limits with { CommitAfter = value })),
    ];

    private static readonly ImmutableArray<Setting> Telemetry =
    [
        Setting.Of(
            "otlp",
            SettingTypes.Text("URL"),
            null,
            "URL of an OpenTelemetry collector that takes OTLP over HTTP, such as http://127.0.0.1:4318: exports traces, metrics and logs to it",
            (options, value) => options with { OtlpUrl = value }),
    ];

    private static readonly ImmutableArray<Setting> Limits =
    [
        Setting.Of(
            "max-body",
            SettingTypes.Size,
            "8MB",
            "maximum size of a request body; a larger one is 413",
            (options, value) => options with { MaxBodyBytes = value }),
        Setting.Of(
            "max-body-memory",
            SettingTypes.Size,
            "256MB",
            "maximum size of all bodies that are being read, without the first 64 KB of each; beyond it a body is 503",
            (options, value) => options with { MaxBodyMemory = value }),
        Setting.Of(
            "min-body-rate",
            SettingTypes.Number("BYTES", 1),
            "1024",
            "minimum bytes per second of a body, after five seconds; a slower one is 408",
            (options, value) => options with { MinBodyRate = value }),
        Setting.Of(
            "max-concurrent",
            SettingTypes.Number("REQUESTS", 1),
            "2048",
            "maximum number of concurrent decisions or batches; one more is 429",
            (options, value) => options with { MaxConcurrent = value }),
    ];

    private static readonly ImmutableArray<Setting> Stopping =
    [
        Setting.Of(
            "drain-delay",
            SettingTypes.Wait,
            null,
            "on SIGTERM `/readyz` fails at once, and new connections are accepted for this time, so that a load balancer can notice; default: refused at once",
            (options, value) => options with { DrainDelay = value }),
        Setting.Of(
            "drain-timeout",
            SettingTypes.Wait,
            "30s",
            "time for requests and streams in flight to finish after that; what is still open then is closed",
            (options, value) => options with { DrainTimeout = value }),
    ];

    public static ImmutableArray<Setting> All { get; } =
        [.. Policies, .. Loading, .. Callers, .. AccessSettings.All, .. Record, .. State, .. Gateway, .. Telemetry, .. Limits, .. Stopping];

    private static ServiceOptions With(ServiceOptions options, Func<ChainLimits, ChainLimits> change) =>
        options with { Gateway = options.Gateway with { Limits = change(options.Gateway.Limits) } };

    private static ServiceOptions WithLoading(ServiceOptions options, Func<LoadingOptions, LoadingOptions> change) =>
        options with { Loading = change(options.Loading) };
}
