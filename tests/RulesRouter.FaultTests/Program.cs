using System.Globalization;
using RulesRouter.FaultTests.Soak;

if (args is not ["soak"])
{
    Console.Error.WriteLine("error: the one command is `soak`; `dotnet test` runs the tests");
    return 2;
}

return await SoakRun.Run(TimeSpan.FromSeconds(Number("SOAK_SECONDS", 600)), Number("SOAK_SEED", 1));

static int Number(string variable, int otherwise) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
    ? int.Parse(text, CultureInfo.InvariantCulture)
    : otherwise;
