using System.Reflection;
using System.Runtime.CompilerServices;

namespace RulesRouter.ArchitectureTests;

/// <summary>
/// What is public is the API of programs that reference the packages RulesRouter, RulesRouter.Testing, RulesRouter.Client and
/// RulesRouter.Client.InProcess: their types, and the types that public signatures reach from there. Everything else is internal.
/// </summary>
public sealed class PublicApiTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Types that programs name although no signature has them: static classes.</summary>
    private static readonly string[] NamedOnly =
    [
        // Creates the values of Evidenced<T>.
        "RulesRouter.Catalog.Evidenced",

        // Compares the constraints of two decisions, in properties of one's own.
        "RulesRouter.Policies.Strictness",
    ];

    private static readonly Assembly[] Assemblies =
        [.. ProjectReferenceTests.Names.Select(AssemblyNameOf).Select(name => Assembly.Load(new AssemblyName(name)))];

    [Fact]
    public void Every_public_type_is_reachable_from_the_packages_of_users()
    {
        var reached = new HashSet<Type>(Assemblies.SelectMany(assembly => assembly.GetExportedTypes()).Where(IsEntry));
        var open = new Queue<Type>(reached);
        while (open.TryDequeue(out var type))
        {
            foreach (var next in ReachedFrom(type).Where(IsOurs).Where(reached.Add))
            {
                open.Enqueue(next);
            }
        }

        Assert.Empty(
            Assemblies.SelectMany(assembly => assembly.GetExportedTypes())
                .Except(reached)
                .Where(type => type != type.Assembly.EntryPoint?.DeclaringType)
                .Select(type => type.FullName)
                .Order());
    }

    [Fact]
    public void Every_named_type_exists() =>
        Assert.Empty(NamedOnly.Except(Assemblies.SelectMany(assembly => assembly.GetExportedTypes()).Select(type => type.FullName)));

    private static bool IsEntry(Type type) =>
        type.Assembly.GetName().Name is "RulesRouter.Routing" or "RulesRouter.Testing" or "RulesRouter.Client"
            or "RulesRouter.Client.InProcess"
        || NamedOnly.Contains(type.FullName);

    private static bool IsOurs(Type type) => Assemblies.Contains(type.Assembly);

    /// <summary>Base types, the cases of a closed hierarchy, nested types, and all types of public signatures.</summary>
    private static IEnumerable<Type> ReachedFrom(Type type) =>
        type.GetInterfaces().Append(type.BaseType).OfType<Type>()
            .Concat(type.Assembly.GetExportedTypes().Where(other => other.BaseType is { } parent && Definition(parent) == type))
            .Concat(type.GetNestedTypes())
            .Concat(type.GetCustomAttributes<CollectionBuilderAttribute>().Select(attribute => attribute.BuilderType))
            .Concat(type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily).Select(field => field.FieldType))
            .Concat(type.GetConstructors(Declared).Where(IsVisible).SelectMany(Parameters))
            .Concat(type.GetMethods(Declared).Where(IsVisible).SelectMany(method => Parameters(method).Append(method.ReturnType)))
            .SelectMany(Parts);

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static IEnumerable<Type> Parameters(MethodBase method) => method.GetParameters().Select(parameter => parameter.ParameterType);

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType
            ? Parts(type.GetElementType()!)
            : type.GetGenericArguments().Where(argument => !argument.IsGenericParameter).SelectMany(Parts).Append(Definition(type));

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    private static string AssemblyNameOf(string project) => project switch
    {
        "RulesRouter" => "RulesRouter.Routing",
        "RulesRouter.Cli" => "rulesrouter",
        _ => project,
    };
}
