using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Security;

/// <summary>
/// Keeps the keys of ASP.NET's data protection in the shared schema, so that every process reads every other's cookies; sealed by the
/// platform's data key, so that a copy of the table forges none. Keys from before that are read as they stand until <c>padel keys seal</c>.
/// </summary>
public sealed class ProtectionKeys(Database database, DataKeys keys) : IXmlRepository
{
    private const string Column = "data_protection_keys.xml";
    private const string Wrapper = "sealed";

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() => [.. Read().Select(row => Open(row.Name, row.Xml))];

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) =>
        Write("insert into data_protection_keys (name, xml) values ($1, $2) on conflict (name) do update set xml = excluded.xml", friendlyName, Seal(friendlyName, element));

    /// <summary>Seals what lies there in the clear or under a retired key.</summary>
    /// <returns>How many keys were sealed anew.</returns>
    public int Reseal()
    {
        var current = keys.CurrentId(Database.PlatformRole);
        var old = Read().Where(row => KeyId(row.Xml) != current).ToList();
        foreach (var (name, xml) in old) Write("update data_protection_keys set xml = $2 where name = $1", name, Seal(name, Open(name, xml)));
        return old.Count;
    }

    // An element of our own: a process from before this knows nothing of it and goes on with the keys it knows.
    private string Seal(string name, XElement element) =>
        new XElement(Wrapper, Convert.ToBase64String(keys.Seal(Database.PlatformRole, Column, name, Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting))))).ToString();

    private XElement Open(string name, XElement xml) =>
        xml.Name == Wrapper ? XElement.Parse(Encoding.UTF8.GetString(keys.Open(Database.PlatformRole, Column, name, Convert.FromBase64String(xml.Value)))) : xml;

    private static int? KeyId(XElement xml) => xml.Name == Wrapper ? SealedBytes.KeyId(Convert.FromBase64String(xml.Value)) : null;

    private List<(string Name, XElement Xml)> Read()
    {
        using var connection = database.Loops.OpenConnection();
        using var batch = new NpgsqlBatch(connection) { BatchCommands = { BecomePlatform(), new NpgsqlBatchCommand("select name, xml from data_protection_keys order by created_at") } };
        using var reader = batch.ExecuteReader();
        reader.NextResult();
        var rows = new List<(string, XElement)>();
        while (reader.Read()) rows.Add((reader.GetString(0), XElement.Parse(reader.GetString(1))));
        return rows;
    }

    private void Write(string sql, string name, string xml)
    {
        using var connection = database.Loops.OpenConnection();
        var command = new NpgsqlBatchCommand(sql) { Parameters = { UnitOfWork.Parameter(name), UnitOfWork.Parameter(xml) } };
        using var batch = new NpgsqlBatch(connection) { BatchCommands = { BecomePlatform(), command } };
        batch.ExecuteNonQuery();
    }

    private static NpgsqlBatchCommand BecomePlatform() =>
        new(Become.Sql) { Parameters = { UnitOfWork.Parameter(Database.PlatformRole), UnitOfWork.Parameter("platform, public") } };
}
