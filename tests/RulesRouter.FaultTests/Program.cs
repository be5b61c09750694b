using System.Globalization;
using RulesRouter.FaultTests.Soak;

if (args is not ["soak"])
{
    Console.Error.WriteLine("error: the one command is `soak`; `dotnet test` runs the tests");
    return 2;
}

var seconds = int.Parse(Environment.GetEnvironmentVariable("SOAK_SECONDS") is { Length: > 0 } given ? given : "600", CultureInfo.InvariantCulture);
var seed = int.Parse(Environment.GetEnvironmentVariable("SOAK_SEED") is { Length: > 0 } chosen ? chosen : "1", CultureInfo.InvariantCulture);
return await SoakRun.Run(TimeSpan.FromSeconds(seconds), seed);
