using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Inputs;
using RulesRouter.Cli.Rendering;
using RulesRouter.Diagnostics;
using RulesRouter.Language;
using RulesRouter.Suites.Running;
using RulesRouter.Suites.Sandboxing;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter suite run</c>: lets models attempt the scenarios of a checked suite.</summary>
internal static class SuiteRunCommand
{
    public static Command Create(TextWriter output, TextWriter error, TimeProvider clock)
    {
        var suite = new Argument<string>("suite") { Description = "folder of checked scenarios" };
        var models = new Option<string?>("--models") { Description = "TOML file of the models under test" };
        var policy = new Option<string?>("--policy") { Description = "policy under test, asked for at --base-url as model policy/NAME" };
        var baseUrl = new Option<string?>("--base-url")
        {
            Description = "OpenAI-compatible URL of the gateway for --policy, such as http://127.0.0.1:8080/openai/v1",
        };
        var credential = new Option<string?>("--credential") { Description = "environment variable with the gateway's key for --policy" };
        var policies = SharedOptions.Policies();
        var maxUsd = new Option<decimal?>("--max-usd")
        {
            Description = "start no attempt once this many dollars are spent, nor after an attempt whose dollars are unknown",
        };
        var parallel = new Option<int>("--parallel") { Description = "attempts at once", DefaultValueFactory = _ => 1 };
        var isUnsafe = new Option<bool>("--unsafe")
        {
            Description = "run agent commands although bubblewrap does not work here: they can read and write the machine's files",
        };
        var format = SharedOptions.Format("human", "json");
        var command = new Command("run", "let models attempt the scenarios; results are kept, and a repeated run costs nothing")
        {
            suite,
            models,
            policy,
            baseUrl,
            credential,
            policies,
            maxUsd,
            parallel,
            isUnsafe,
            format,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var folder = parsed.GetValue(suite)!;
            UnreadablePath.Check(folder);
            var options = new RunOptions(
                Models(parsed.GetValue(models), parsed.GetValue(policy), parsed.GetValue(baseUrl), parsed.GetValue(credential)),
                parsed.GetValue(parallel) is >= 1 and var count ? count : throw new UserError("--parallel must be at least 1"),
                parsed.GetValue(maxUsd) is not < 0 ? parsed.GetValue(maxUsd) : throw new UserError("--max-usd must be 0 or more"));
            var sandbox = await Sandbox.Strongest(CommandLimits.Default, stop).ConfigureAwait(false);
            foreach (var model in options.Models)
            {
                if (model.CredentialVariable is { } variable && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable)))
                {
                    throw new UserError($"model `{model.Name}` needs the environment variable `{variable}`, which is not set");
                }
            }

            var hasAgent = options.Models.Any(model => model.Command is not null);
            if (hasAgent && sandbox.Isolation != Isolation.Bubblewrap && !parsed.GetValue(isUnsafe))
            {
                throw new UserError(
                    $"agent commands need bubblewrap, which does not work here ({sandbox.WeakerBecause}); install it, or use --unsafe");
            }

            CheckPriced(options);
            var catalog = CatalogOf(parsed.GetValue(policies)!, isAsked: parsed.GetResult(policies) is { Implicit: false });
            CheckEndpoints(options, catalog);
            using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(10) };
            var tools = new AttemptTools(sandbox, new ChatApi(client), Prices(catalog, clock), clock);
            var runner = new SuiteRunner(folder, options, tools);
            void Show(AttemptResult result, bool isEarlier) => error.WriteLine(Line(result, isEarlier, runner.Spending.Usd));
            var results = await SuiteCommands.Ran(
                () => runner.Run(Show, stop),
                "stopped; finished attempts are kept, and the same command goes on from there").ConfigureAwait(false);
            AttemptReport.Write(results, parsed.GetValue(format) == "json", output);
            if (WhyStopped(options, runner) is { } reason)
            {
                error.WriteLine($"stopped: {reason}");
                return ExitCode.Findings;
            }

            return results.Any(result => result.InfrastructureFailure is null) ? ExitCode.Fine : ExitCode.Findings;
        });
        return command;
    }

    private static string Line(AttemptResult result, bool isEarlier, decimal spent)
    {
        var came = result.InfrastructureFailure is { } failure ? $"no result: {failure}"
            : result.Solved ? "solved"
            : result.Malformed is { } malformed ? $"malformed answer: {malformed}"
            : !result.Builds ? "does not build"
            : $"{result.FailToPassPassed} of {result.FailToPassTotal} to pass, {result.PassToPassPassed} of {result.PassToPassTotal} still passing";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Scenario} {AttemptReport.NameOf(result)}: {came}{(isEarlier ? " (earlier run)" : "")}; spent ${spent:0.####}");
    }

    private static ImmutableArray<ModelUnderTest> Models(string? file, string? policy, string? baseUrl, string? credential)
    {
        if (file is null == policy is null)
        {
            throw new UserError("name the models under test with --models FILE, or a policy with --policy NAME");
        }

        if (policy is not null)
        {
            return
            [
                new ModelUnderTest
                {
                    Name = $"policy/{policy}",
                    BaseUrl = baseUrl ?? throw new UserError("--policy needs --base-url, the OpenAI-compatible URL of the gateway"),
                    Model = $"policy/{policy}",
                    CredentialVariable = credential,
                },
            ];
        }

        UnreadablePath.Check(file);
        try
        {
            return ModelsFile.Read(File.ReadAllText(file!));
        }
        catch (FormatException exception)
        {
            throw new UserError($"{file}: {exception.Message}");
        }
    }

    /// <summary>Null where there is no folder of policies and none was asked for: then no price is known.</summary>
    private static ModelCatalog? CatalogOf(string policies, bool isAsked)
    {
        if (isAsked)
        {
            UnreadablePath.Check(policies);
        }

        if (!Directory.Exists(policies) && !File.Exists(policies))
        {
            return null;
        }

        var loaded = PolicyLoader.Load(PolicyPaths.Read(policies));
        return loaded.HasErrors
            ? throw new UserError(
                $"`{policies}` does not load, so prices are unknown; `rulesrouter validate {policies}` says why",
                ExitCode.DoesNotLoad)
            : loaded.Catalog;
    }

    private static void CheckEndpoints(RunOptions options, ModelCatalog? catalog)
    {
        foreach (var model in options.Models.Where(model => model.Endpoint is not null))
        {
            if (catalog is not null && catalog.FindEndpoint(model.Endpoint!) is null)
            {
                var known = catalog.Endpoints.Select(endpoint => (string)endpoint.Id);
                throw new UserError(
                    $"model `{model.Name}`: the catalog has no endpoint `{model.Endpoint}`{Suggestion.Clause(model.Endpoint!, known, "`rulesrouter catalog show` lists them")}");
            }
        }
    }

    /// <summary>Prices in force now.</summary>
    private static Func<string, Answer, decimal?> Prices(ModelCatalog? catalog, TimeProvider clock) => (id, answer) =>
    {
        var usage = new TokenUsage(answer.InputTokens, answer.CachedInputTokens, 0, answer.OutputTokens, 0);
        return catalog?.FindEndpoint(id)?.Prices?.RatesAt(clock.GetUtcNow()) is { } rates
            ? (decimal?)CallCost.Of(rates, usage).TotalUsd
            : null;
    };

    /// <exception cref="UserError">A limit in dollars is given, and what a model spends cannot be known.</exception>
    private static void CheckPriced(RunOptions options)
    {
        if (options.MaxUsd is not null
            && options.Models.FirstOrDefault(model => model is { Command: not null, UsdPerAttempt: null }) is { } agent)
        {
            throw new UserError(
                $"the dollars that the command of model `{agent.Name}` spends are unknown, so --max-usd cannot hold; give it `usd-per-attempt` in the models file, or leave --max-usd out");
        }
    }

    /// <summary>Null if no attempt was left out.</summary>
    private static string? WhyStopped(RunOptions options, SuiteRunner runner)
    {
        var (spending, max) = (runner.Spending, options.MaxUsd?.ToString(CultureInfo.InvariantCulture));
        var left = $"{runner.LeftOut} attempt{(runner.LeftOut == 1 ? "" : "s")} left";
        return runner.LeftOut == 0 ? null
            : spending.UnpricedModel is { } model
                ? $"{left}; the dollars of model `{model}` are unknown, so --max-usd {max} cannot hold; give it an `endpoint` that the catalog has a price of, or `usd-per-attempt`"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{left}; ${spending.Usd:0.####} of --max-usd {max} are spent; run again to go on");
    }
}
