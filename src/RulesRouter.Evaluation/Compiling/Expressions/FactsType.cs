using System.Reflection;
using System.Reflection.Emit;
using System.Text;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>
/// The emitted class against which the conditions of one resolved policy are type-checked: a property per fact and let, and a group object
/// per dotted prefix, for parameters and for scripts. Its members have signatures only: conditions are bound from the expression tree.
/// </summary>
internal sealed class FactsType
{
    /// <summary>The group with one method per script.</summary>
    public const string ScriptGroup = "script";

    /// <summary>The group of parameters, which are substituted as constants.</summary>
    public const string ParameterGroup = "param";

    /// <summary>The project file makes the internals of this project visible to it.</summary>
    private const string EmittedAssembly = "RulesRouter.Facts";

    private const TypeAttributes Abstract = TypeAttributes.Public | TypeAttributes.Abstract;

    /// <summary>Longer than any name that can be declared.</summary>
    private const int MaxName = 256;

    private static int emitted;

    private FactsType(Type type, IEnumerable<Type> groups)
    {
        Type = type;
        All = [type, .. groups, typeof(FactsView), typeof(FactSet)];
    }

    public Type Type { get; }

    /// <summary>This class and all types of its members: the types that the expression parser has to know.</summary>
    public Type[] All { get; }

    /// <summary>Equal strings mean that classes of the same members would be emitted.</summary>
    public static string ShapeOf(
        FactSchema schema,
        IEnumerable<string> lets,
        IEnumerable<ScriptDeclaration> scripts,
        IEnumerable<ParameterDeclaration> parameters)
    {
        var shape = new StringBuilder();
        foreach (var fact in schema.Facts)
        {
            shape.Append('\n').Append(fact.Name).Append(' ').Append((int)fact.Type);
            if (fact.TextTest is { } test)
            {
                shape.Append(' ').Append(test.Function).Append(' ').Append(test.Values.Length);
            }
        }

        foreach (var let in lets)
        {
            shape.Append("\nlet ").Append(let);
        }

        foreach (var script in scripts)
        {
            shape.Append("\nscript ").Append(script.Name).Append(script.TakesEndpoint ? " endpoint " : " ").Append((int)script.Result);
            foreach (var input in script.Inputs)
            {
                shape.Append(' ').Append((int)input.Type);
            }
        }

        foreach (var parameter in parameters)
        {
            shape.Append("\nparam ").Append(parameter.Name).Append(' ').Append((int)parameter.Type);
        }

        return shape.ToString();
    }

    /// <param name="lets">Names of lets; they parse as booleans and are expanded afterwards.</param>
    /// <param name="scripts">They parse as methods of <c>script</c> and are bound from the tree.</param>
    public static FactsType Emit(
        FactSchema schema,
        IEnumerable<string> lets,
        IEnumerable<ScriptDeclaration>? scripts = null,
        IEnumerable<ParameterDeclaration>? parameters = null)
    {
        // The parser caches by type name, so every emitted class has a name of its own.
        var name = $"Facts{Interlocked.Increment(ref emitted)}";
        var module = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName(EmittedAssembly), AssemblyBuilderAccess.RunAndCollect)
            .DefineDynamicModule("facts");

        // Names that cannot be declared were reported; they are skipped here.
        var tests = schema.Facts.Select(fact => fact.TextTest).OfType<TextTest>().ToList();
        var facts = schema.Facts
            .Where(fact => fact.TextTest is null && fact.Name.Split('.') is { Length: <= 3 } parts && parts.All(CanBeEmitted))
            .ToList();
        var nested = new List<Type>();
        var groups = facts.Where(fact => fact.Name.Contains('.')).GroupBy(fact => fact.Name.Split('.')[0])
            .Select(group => (Name: group.Key, Class: EmitClass(module, $"{name}_{group.Key}",
                Members(module, $"{name}_{group.Key}", group, nested),
                group.Key == TextTest.Group ? tests : [])))
            .Append((Name: ParameterGroup, Class: EmitClass(module, $"{name}_param", (parameters ?? [])
                .Where(parameter => CanBeEmitted(parameter.Name))
                .Select(parameter => (parameter.Name, TypeOf(parameter.Type))))))
            .Append((Name: ScriptGroup, Class: EmitScripts(module, $"{name}_script", scripts ?? [])))
            .ToList();
        var properties = facts.Where(fact => !fact.Name.Contains('.')).Select(fact => (fact.Name, TypeOf(fact.Type)))
            .Concat(lets.Where(CanBeEmitted).Select(let => (let, typeof(bool))))
            .Concat(groups);
        return new FactsType(EmitClass(module, name, properties), groups.Select(group => group.Class).Concat(nested));
    }

    /// <summary>The members of a group: facts, and for names with two dots an object per second part.</summary>
    private static IEnumerable<(string Name, Type Type)> Members(
        ModuleBuilder module,
        string name,
        IEnumerable<FactDefinition> facts,
        List<Type> nested)
    {
        var split = facts.Select(fact => (Parts: fact.Name.Split('.'), Type: TypeOf(fact.Type))).ToList();
        foreach (var fact in split.Where(fact => fact.Parts.Length == 2))
        {
            yield return (fact.Parts[1], fact.Type);
        }

        foreach (var inner in split.Where(fact => fact.Parts.Length == 3).GroupBy(fact => fact.Parts[1]))
        {
            var type = EmitClass(module, $"{name}_{inner.Key}", inner.Select(fact => (fact.Parts[2], fact.Type)));
            nested.Add(type);
            yield return (inner.Key, type);
        }
    }

    /// <summary>The runtime rejects empty names, names that start with NUL, and those of more than about 1000 characters.</summary>
    private static bool CanBeEmitted(string name) => name.Length is > 0 and <= MaxName && name[0] != '\0';

    /// <param name="tests">They parse as methods that take strings.</param>
    private static Type EmitClass(
        ModuleBuilder module,
        string name,
        IEnumerable<(string Name, Type Type)> properties,
        IEnumerable<TextTest>? tests = null)
    {
        var type = module.DefineType(name, Abstract, typeof(FactsView));
        foreach (var property in properties)
        {
            var getter = DefineSignature(type, $"get_{property.Name}", MethodAttributes.SpecialName, property.Type, Type.EmptyTypes);
            type.DefineProperty(property.Name, PropertyAttributes.None, property.Type, null).SetGetMethod(getter);
        }

        foreach (var (function, count) in (tests ?? []).Select(test => (test.Function, test.Values.Length)).Distinct())
        {
            DefineSignature(type, function, default, typeof(bool), [.. Enumerable.Repeat(typeof(string), count)]);
        }

        return type.CreateType();
    }

    private static Type EmitScripts(ModuleBuilder module, string name, IEnumerable<ScriptDeclaration> scripts)
    {
        var type = module.DefineType(name, Abstract, typeof(FactsView));
        foreach (var script in scripts.Where(script => !script.TakesEndpoint && CanBeEmitted(script.Name)))
        {
            DefineSignature(
                type,
                script.Name,
                default,
                script.Result == ScriptResult.Boolean ? typeof(bool) : typeof(double?),
                [.. script.Inputs.Select(input => TypeOf(input.Type))]);
        }

        return type.CreateType();
    }

    private static MethodBuilder DefineSignature(TypeBuilder type, string name, MethodAttributes more, Type result, Type[] parameters) =>
        type.DefineMethod(
            name,
            MethodAttributes.Public | MethodAttributes.HideBySig | MethodAttributes.Virtual | MethodAttributes.Abstract
                | MethodAttributes.NewSlot | more,
            result,
            parameters);

    private static Type TypeOf(FactType type) => TypeOf(OperandTypes.Of(type));

    private static Type TypeOf(ScriptType type) => TypeOf(OperandTypes.Of(type));

    private static Type TypeOf(OperandType type) => type switch
    {
        OperandType.Boolean => typeof(bool),
        OperandType.Number => typeof(double?),
        OperandType.String => typeof(string),
        OperandType.Set => typeof(FactSet),
        _ => throw new System.Diagnostics.UnreachableException($"type {type}"),
    };
}
