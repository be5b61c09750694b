using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Inputs;
using RulesRouter.Gateway.Probing;
using RulesRouter.Gateway.Upstreams;
using RulesRouter.Language;
using RulesRouter.Names;
using RulesRouter.Requests;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter catalog probe</c>: measures the latency of endpoints, and writes it as evidence.</summary>
internal static class CatalogProbeCommand
{
    /// <summary>Calls without an answer after which an endpoint is given up.</summary>
    private const int Failing = 3;

    private const double DefaultUsd = 0.10;
    private const int DefaultRequests = 20;
    private const int MaxRequests = 1_000;

    public static Command Create(TextWriter output, TimeProvider clock, IReadOnlyDictionary<string, string> variables)
    {
        var endpoints = new Option<string[]>("--endpoints")
        {
            Description = "patterns over endpoint ids, such as \"openai/*\"; default: all that have a credential",
            AllowMultipleArgumentsPerToken = true,
        };
        var requests = new Option<int>("--requests")
        {
            Description = $"calls of each endpoint, {ProbeFigures.MinAnswers} to {MaxRequests}",
            DefaultValueFactory = _ => DefaultRequests,
        };
        var maxUsd = new Option<double>("--max-usd")
        {
            Description = "US dollars that all calls together may cost at most; each is charged at its worst case before it is made",
            DefaultValueFactory = _ => DefaultUsd,
        };
        var file = new Option<string?>("--output") { Description = "catalog file to write; default: none" };
        var credentials = new Option<string?>("--upstream-credentials")
        {
            Description = "file of lines provider=credential; a provider that it does not name has the environment variable that the catalog names",
        };
        var policies = SharedOptions.Policies();
        var command = new Command("probe", "measure time to first token and tokens/s of endpoints, and write them as evidence")
        {
            endpoints,
            requests,
            maxUsd,
            file,
            credentials,
            policies,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var (count, usd) = (parsed.GetValue(requests), parsed.GetValue(maxUsd));
            if (count is < ProbeFigures.MinAnswers or > MaxRequests)
            {
                throw new UserError($"--requests must be {ProbeFigures.MinAnswers} to {MaxRequests}, found {count}");
            }

            if (!(usd >= 0))
            {
                var found = usd.ToString(CultureInfo.InvariantCulture);
                throw new UserError($"--max-usd must be a number of US dollars, at least 0, found {found}");
            }

            var path = parsed.GetValue(file);
            ProbeEvidence.CheckWritable(path);
            var known = Credentials(parsed.GetValue(credentials), variables);
            var catalog = PolicyLoader.Load(PolicyPaths.Read(parsed.GetValue(policies)!)).Catalog;
            var chosen = Chosen(catalog, parsed.GetValue(endpoints) ?? [], known);
            using var clients = new UpstreamClients(TimeSpan.FromSeconds(5));
            var measured = await Measure(new EndpointProbe(clients, known, clock), chosen, count, usd, output, stop).ConfigureAwait(false);
            return Written(measured, path, count, clock, output);
        });
        return command;
    }

    private static UpstreamCredentials Credentials(string? path, IReadOnlyDictionary<string, string> variables)
    {
        UnreadablePath.Check(path);
        try
        {
            return new UpstreamCredentials(path is null ? [] : CredentialFile.Read(path), variables);
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new UserError(exception.Message.TrimEnd('.'));
        }
    }

    private static List<Endpoint> Chosen(ModelCatalog catalog, string[] patterns, UpstreamCredentials credentials)
    {
        foreach (var pattern in patterns.Where(pattern => !catalog.Endpoints.Any(new EndpointPattern(pattern).Matches)))
        {
            throw new UserError($"no endpoint of the catalog matches `{pattern}`; `rulesrouter catalog show` lists them");
        }

        var callable = credentials.Callable(catalog);
        var asked = catalog.Endpoints
            .Where(endpoint => endpoint.AnswersChat)
            .Where(endpoint => patterns.Length == 0 || patterns.Any(pattern => new EndpointPattern(pattern).Matches(endpoint)))
            .ToList();
        var chosen = asked.Where(endpoint => callable.Contains(endpoint.Provider.Id)).ToList();
        return chosen.Count > 0 ? chosen : throw new UserError($"no endpoint can be called: {WayOut(asked)}");
    }

    private static string WayOut(List<Endpoint> asked)
    {
        var variables = asked.Select(endpoint => endpoint.Provider.Api?.CredentialVariable).OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        return variables.Count == 0
            ? "their provider's entry names no `api.credential`; use --upstream-credentials"
            : $"no credential is set; set {string.Join(" or ", variables)}, or use --upstream-credentials";
    }

    private static async Task<List<ProbeFigures>> Measure(
        EndpointProbe probe,
        List<Endpoint> endpoints,
        int requests,
        double maxUsd,
        TextWriter output,
        CancellationToken stop)
    {
        var (measured, spent) = (new List<ProbeFigures>(), 0.0);
        foreach (var endpoint in endpoints)
        {
            if (probe.WorstCaseUsd(endpoint) is not { } worst)
            {
                output.WriteLine($"{endpoint.Id}: not called, as its price is unknown");
                continue;
            }

            var calls = ImmutableArray.CreateBuilder<ProbeCall>();
            while (calls.Count < requests
                && Usd.Sum(spent, worst) <= maxUsd
                && !(calls.Count >= Failing && calls.All(call => call.Failed is not null)))
            {
                calls.Add(await probe.Call(endpoint, stop).ConfigureAwait(false));
                spent = Usd.Sum(spent, calls[^1].CostUsd ?? worst);
            }

            if (calls.Count == 0)
            {
                output.WriteLine($"{endpoint.Id}: not called, as a call may cost more than the rest of --max-usd");
                continue;
            }

            measured.Add(new ProbeFigures(endpoint, calls.ToImmutable()));
            output.WriteLine(LineOf(measured[^1]));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"spent ${spent:0.######} of at most ${maxUsd:0.######}"));
        return measured;
    }

    private static string LineOf(ProbeFigures figures)
    {
        var failures = string.Join(", ", figures.Failures.Select(one => $"{EnumNames<FailureClass>.NameOf(one.Class)} {one.Count}"));
        var first = figures.FirstTokenMs is { IsEmpty: false } times
            ? $"; first token {Shown(times, 0.5)} ms at p50, {Shown(times, 0.99)} ms at p99"
            : "";
        var speed = figures.TokensPerSecond is { IsEmpty: false } speeds
            ? $"; {Shown(speeds, 0.5)} tokens/s at p50, {Shown(speeds, 0.01)} at p1"
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{figures.Endpoint.Id}: {figures.Calls.Length} calls{(failures.Length > 0 ? $", failed: {failures}" : "")}{first}{speed}; ${figures.CostUsd:0.######}");
    }

    private static string Shown(ImmutableArray<double> sorted, double share) =>
        ProbeFigures.Quantile(sorted, share).ToString("0", CultureInfo.InvariantCulture);

    private static int Written(List<ProbeFigures> measured, string? path, int requests, TimeProvider clock, TextWriter output)
    {
        var evidence = measured.Where(figures => figures.Suffice).ToList();
        if (evidence.Count < measured.Count)
        {
            output.WriteLine(
                $"{measured.Count - evidence.Count} endpoints gave fewer than {ProbeFigures.MinAnswers} measured answers: they have no evidence");
        }

        if (evidence.Count > 0 && path is not null)
        {
            ProbeEvidence.Write(path, evidence, requests, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
            output.WriteLine($"wrote {path}: latency of {evidence.Count} endpoints");
        }

        return evidence.Count > 0 && evidence.Count == measured.Count ? ExitCode.Fine : ExitCode.Findings;
    }
}
