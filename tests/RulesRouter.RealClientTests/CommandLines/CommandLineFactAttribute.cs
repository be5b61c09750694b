using RulesRouter.RealClientTests.Clients;

namespace RulesRouter.RealClientTests.CommandLines;

/// <summary>A test that <c>make gateway-clients</c> runs; it is skipped elsewhere, since it needs a network of loopback alone.</summary>
internal sealed class CommandLineFactAttribute : FactAttribute
{
    public CommandLineFactAttribute() => Skip =
        Environment.GetEnvironmentVariable("RULESROUTER_COMMAND_LINES") is null
            ? "run by `make gateway-clients`"
            : NpmPackages.AbsenceOf(NpmPackages.CommandLines);
}
