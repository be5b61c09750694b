using System.Collections.Immutable;
using System.CommandLine;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Inputs;
using RulesRouter.Diagnostics;
using RulesRouter.Service;
using RulesRouter.Service.Options;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter serve</c>: the decision service.</summary>
internal static class ServeCommand
{
    /// <summary>A hidden folder that git ignores and `make clean` does not delete.</summary>
    private const string DefaultRecord = ".rulesrouter/decisions.jsonl";

    public static Command Create(TextWriter output, TextWriter error, TimeProvider clock)
    {
        var policies = SharedOptions.Policies();
        var url = new Option<string>("--url") { Description = "address to listen on", DefaultValueFactory = _ => "http://127.0.0.1:8080" };
        var sample = SharedOptions.AllowSampleEvidence();
        var allowAt = new Option<bool>("--allow-at")
        {
            Description = "requests may set the time of their decision, which is then marked as simulated; only for a loopback address",
        };
        var keyAttributes = AttributeOptions.Pairs(
            "--key-attribute",
            "name=value of an attribute that every caller's credential would carry; repeatable; only for a loopback address");
        var record = new Option<string>("--record")
        {
            Description = "file to append decisions to",
            DefaultValueFactory = _ => DefaultRecord,
        };
        var noRecord = new Option<bool>("--no-record") { Description = "keep no record of decisions" };
        var outcomes = new Option<string>("--outcomes")
        {
            Description = "SQLite file that stores decisions and their outcomes",
            DefaultValueFactory = _ => OutcomesCommand.DefaultStore,
        };
        var noOutcomes = new Option<bool>("--no-outcomes") { Description = "accept no outcomes, and learn from none" };
        var sync = new Option<bool>("--sync-record")
        {
            Description =
                "respond only after the record is flushed to disk; by default it survives a killed process but not a power failure",
        };
        var checkEvery = new Option<int>("--check-every")
        {
            Description =
                "check the conditions of every Nth decision with RulesEngine; on disagreement, log it and let RulesEngine serve the policy until the next reload; 0 disables the check",
            HelpName = "decisions",
            DefaultValueFactory = _ => 10_000,
        };
        checkEvery.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 0)
            {
                result.AddError("--check-every must be a number of decisions, or 0 to disable the check");
            }
        });
        var classifier = SharedOptions.Classifier();
        var down = SharedOptions.Down();
        var command = new Command("serve", "run the decision service")
        {
            policies,
            url,
            sample,
            allowAt,
            keyAttributes,
            record,
            noRecord,
            outcomes,
            noOutcomes,
            sync,
            checkEvery,
            classifier,
            down,
        };
        var parameters = new ParameterOptions();
        parameters.AddTo(command);
        command.SetAction((parsed, stop) => Run(
            new ServiceOptions
            {
                PoliciesPath = parsed.GetValue(policies)!,
                ParametersPath = parsed.GetValue(parameters.EnvironmentFile),
                ParameterSettings = [.. parsed.GetValue(parameters.Settings)!],
                Url = parsed.GetValue(url)!,
                AllowSampleEvidence = parsed.GetValue(sample),
                AllowAt = parsed.GetValue(allowAt),
                KeyAttributes = [.. parsed.GetValue(keyAttributes) ?? []],
                RecordPath = parsed.GetValue(noRecord) ? null : parsed.GetValue(record),
                OutcomesPath = parsed.GetValue(noOutcomes) ? null : parsed.GetValue(outcomes),
                SyncRecord = parsed.GetValue(sync),
                CheckEvery = parsed.GetValue(checkEvery),
                ClassifierPath = parsed.GetValue(classifier),
                Down = (parsed.GetValue(down) ?? []).ToImmutableSortedSet(StringComparer.Ordinal),
            },
            output,
            error,
            clock,
            stop));
        return command;
    }

    private static async Task<int> Run(
        ServiceOptions options,
        TextWriter output,
        TextWriter error,
        TimeProvider clock,
        CancellationToken stop)
    {
        ListenAddress.Check(options.Url);
        UnreadablePath.Check(options.PoliciesPath, options.ParametersPath);
        SharedOptions.CheckClassifier(options.ClassifierPath);
        if ((options.AllowAt || !options.KeyAttributes.IsEmpty) && !ListenAddress.IsLoopback(options.Url))
        {
            var setting = options.AllowAt ? "--allow-at" : "--key-attribute";
            throw new UserError($"{setting} needs a loopback address such as http://127.0.0.1:8080, found `{options.Url}`");
        }

        await using var app = Build(options, clock);
        if (DecisionService.RevisionOf(app) is not { } revision)
        {
            foreach (var line in DecisionService.ProblemsOf(app))
            {
                await error.WriteLineAsync(line).ConfigureAwait(false);
            }

            return ExitCode.DoesNotLoad;
        }

        foreach (var name in DecisionService.UndeclaredKeyAttributes(app, out var declared))
        {
            throw new UserError($"no policy declares attribute `{name}`{Suggestion.Clause(name, declared)}");
        }

        DownOption.Check(options.Down, DecisionService.CatalogOf(app));
        if (DecisionService.ClassifierOf(app).Problem is { } problem)
        {
            await error.WriteLineAsync($"warning: {problem}; using the heuristic classifier").ConfigureAwait(false);
        }

        await Start(app, options, stop).ConfigureAwait(false);
        Greet(options, app.Urls.First(), revision, DecisionService.PoliciesOf(app).ToList(), output);
        await app.WaitForShutdownAsync(stop).ConfigureAwait(false);
        if (DecisionService.FailureOf(app) is not { } failure)
        {
            return ExitCode.Fine;
        }

        await error.WriteLineAsync($"error: the service stopped: {failure}; the log has the stack trace").ConfigureAwait(false);
        return ExitCode.Findings;
    }

    private static WebApplication Build(ServiceOptions options, TimeProvider clock)
    {
        try
        {
            if (options.RecordPath == DefaultRecord)
            {
                HideFromGit(Path.GetDirectoryName(DefaultRecord)!);
            }

            return DecisionService.Build(options, clock);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && options.RecordPath is { } path)
        {
            throw new UserError(
                $"decisions cannot be recorded in `{path}`: {exception.Message.TrimEnd('.')}; name another file with --record, or --no-record");
        }
    }

    /// <summary>Keeps the record out of git: it must not be committed by accident.</summary>
    private static void HideFromGit(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, ".gitignore"), "*\n");
    }

    private static async Task Start(WebApplication app, ServiceOptions options, CancellationToken stop)
    {
        try
        {
            await app.StartAsync(stop).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or SocketException or InvalidOperationException)
        {
            throw new UserError(exception.InnerException is AddressInUseException
                ? $"{options.Url} is in use by another program; choose another address with --url"
                : $"{options.Url} cannot be used as a listen address: {exception.Message.TrimEnd('.')}");
        }
    }

    private static void Greet(ServiceOptions options, string url, string revision, List<string> policies, TextWriter output)
    {
        var request = policies.Contains("coding-assistant")
            ? """{"policy":"coding-assistant","prompt":"Write unit tests for a date parser.","task":"unit-test-generation"}"""
            : $$"""{"policy":"{{policies.FirstOrDefault() ?? "…"}}","prompt":"Write unit tests for a date parser."}""";
        output.WriteLine($"serving {options.PoliciesPath} at {url}, revision {revision[..19]}…");
        if (options.AllowSampleEvidence)
        {
            output.WriteLine("sample evidence about compliance and latency counts as known: use it for trials, not for real data");
        }

        output.WriteLine($$$"""

            Try next, from another terminal:

              curl -s {{{url}}}/v1/decisions -H 'content-type: application/json' -d '{{{request}}}'
              curl -s {{{url}}}/v1/policies
              {{{url}}}/reference in a browser: every call of the API

            Ctrl+C stops it.
            """);
    }
}
