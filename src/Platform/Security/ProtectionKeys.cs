using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Security;

/// <summary>Keeps the keys of ASP.NET's data protection in the shared schema, so that every process reads every other's cookies.</summary>
internal sealed class ProtectionKeys(Database database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = database.Loops.OpenConnection();
        using var batch = new NpgsqlBatch(connection) { BatchCommands = { BecomePlatform(), new NpgsqlBatchCommand("select xml from data_protection_keys order by created_at") } };
        using var reader = batch.ExecuteReader();
        reader.NextResult();
        var keys = new List<XElement>();
        while (reader.Read()) keys.Add(XElement.Parse(reader.GetString(0)));
        return keys;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var connection = database.Loops.OpenConnection();
        var insert = new NpgsqlBatchCommand("insert into data_protection_keys (name, xml) values ($1, $2) on conflict (name) do update set xml = excluded.xml");
        insert.Parameters.Add(UnitOfWork.Parameter(friendlyName));
        insert.Parameters.Add(UnitOfWork.Parameter(element.ToString(SaveOptions.DisableFormatting)));
        using var batch = new NpgsqlBatch(connection) { BatchCommands = { BecomePlatform(), insert } };
        batch.ExecuteNonQuery();
    }

    private static NpgsqlBatchCommand BecomePlatform()
    {
        var become = new NpgsqlBatchCommand(Become.Sql);
        become.Parameters.Add(UnitOfWork.Parameter(Database.PlatformRole));
        become.Parameters.Add(UnitOfWork.Parameter("platform, public"));
        return become;
    }
}
