using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using RulesRouter.Access;
using RulesRouter.Classifiers;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Inputs;
using RulesRouter.Diagnostics;
using RulesRouter.Names;
using RulesRouter.Obligations;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Service.Settings;

namespace RulesRouter.Cli.Commands;

/// <summary>What a new key may do, as options of <c>keys create</c>.</summary>
internal sealed class KeyOptions(TimeProvider clock)
{
    private readonly Option<string[]> scopes =
        Repeated("--scope", string.Join('|', EnumNames<AccessScope>.All), "what the key may do; repeatable");

    private readonly Option<string[]> policies = Repeated("--policy", "NAME", "policy that the key may use; repeatable; default: all");

    private readonly Option<string?> folder = new("--policies")
    {
        Description = "folder of policies, which must have the policies and attributes of the key; default: they are not checked",
        HelpName = "FOLDER",
    };

    private readonly Option<string[]> attributes = AttributeOptions.Pairs(
        "--attribute",
        "name=value of an attribute that requests with the key have; a,b for a set; repeatable");

    private readonly Option<string[]> obligations = Repeated(
        "--obligation",
        string.Join('|', Obligations),
        "obligation that the application fulfils in all its calls of the gateway; repeatable; default: none");

    private readonly Option<string?> expires = new("--expires")
    {
        Description = "when it expires: a timestamp or a time from now such as 90d; default: never",
        HelpName = "TIME",
    };

    private readonly Option<double?> rate = new("--rate") { Description = "maximum requests per second", HelpName = "RATE" };

    private readonly Option<int?> burst = new("--burst") { Description = "maximum requests at once", HelpName = "REQUESTS" };

    private readonly Option<int?> concurrent = new("--concurrent") { Description = "maximum concurrent requests", HelpName = "REQUESTS" };

    private static IEnumerable<string> Obligations => ObligationTable.All.Select(row => row.Name);

    public void AddTo(Command command)
    {
        scopes.Required = true;
        scopes.AcceptOnlyFromAmong([.. EnumNames<AccessScope>.All]);
        obligations.AcceptOnlyFromAmong([.. Obligations]);
        foreach (var option in new Option[] { scopes, policies, folder, attributes, obligations, expires, rate, burst, concurrent })
        {
            command.Options.Add(option);
        }
    }

    /// <exception cref="UserError">An option has a value that keys cannot have.</exception>
    public ApiKey Read(ParseResult parsed, string id, string hash)
    {
        if (parsed.GetValue(rate) is < 0.001 or double.NaN || parsed.GetValue(burst) < 1 || parsed.GetValue(concurrent) < 1)
        {
            throw new UserError("--rate must be at least 0.001, --burst and --concurrent at least 1");
        }

        var now = clock.GetUtcNow();
        var caller = new Caller
        {
            KeyId = id,
            Scopes = [.. parsed.GetValue(scopes)!.Select(ScopeOf)],
            Policies = parsed.GetValue(policies) is { Length: > 0 } named ? [.. named] : null,
            Attributes = (parsed.GetValue(attributes) ?? []).Select(pair => pair.Split('=', 2))
                .ToImmutableSortedDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal),
            Obligations = [.. parsed.GetValue(obligations) ?? []],
            Limits = new CallerLimits(parsed.GetValue(rate), parsed.GetValue(burst), parsed.GetValue(concurrent)),
        };
        if (parsed.GetValue(folder) is { } path)
        {
            Check(caller, path);
        }

        return new ApiKey(caller, hash) { Created = now, Expires = Time(parsed.GetValue(expires), now) };
    }

    /// <exception cref="UserError">The folder does not load, or lacks a policy or attribute.</exception>
    private static void Check(Caller caller, string path)
    {
        var set = PolicyPaths.Load([path], new HeuristicClassifier().Digest).Set
            ?? throw new UserError($"the policies at `{path}` do not load; `rulesrouter validate {path}` says why");
        if (caller.Policies?.FirstOrDefault(name => set.Find(name) is null) is { } unknown)
        {
            throw new UserError(UnrequestablePolicy.Reason(set.Policies, unknown, set.Names)
                ?? $"`{path}` has no policy `{unknown}` that requests can name{Suggestion.Clause(unknown, set.Names)}");
        }

        var declared = set.Names.SelectMany(name => set.Find(name)!.Layers.Attributes()).Select(one => one.Name).ToHashSet();
        if (caller.Attributes.Keys.FirstOrDefault(name => !declared.Contains(name)) is { } undeclared)
        {
            throw new UserError($"no policy at `{path}` declares attribute `{undeclared}`{Suggestion.Clause(undeclared, declared)}");
        }
    }

    private static AccessScope ScopeOf(string name) => EnumNames<AccessScope>.TryParse(name, out var scope)
        ? scope
        : throw new UserError($"unknown scope `{name}`");

    private static DateTimeOffset? Time(string? text, DateTimeOffset now)
    {
        if (text is null)
        {
            return null;
        }

        var time = SettingTypes.Duration.TryRead(text, out var duration) ? now + duration
            : Timestamps.TryParse(text, out var stated) ? stated
            : throw new UserError(
                $"--expires must be a timestamp such as 2026-12-31T00:00:00Z or a time from now such as 90d, found `{text}`");
        return time > now
            ? time
            : throw new UserError(
                string.Create(CultureInfo.InvariantCulture, $"--expires {text} is in the past: it is {now:yyyy-MM-ddTHH:mm:ssZ}"));
    }

    private static Option<string[]> Repeated(string name, string placeholder, string description) => new(name)
    {
        Description = description,
        HelpName = placeholder,
        AllowMultipleArgumentsPerToken = true,
    };
}
