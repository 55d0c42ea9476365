/**
 * Every error a person can meet, in one table. Whoever adds a row says whether trying again can help
 * and what the person reads: what happened in their words, why, and what to do. `{name}` is filled from
 * the error's `details`; the window translates by code and falls back to this English text.
 */
export const errorTable = {
  internal: { retry: true, text: 'Something unexpected happened. Your work is saved.' },
  invalid_input: { retry: false, text: 'That request could not be understood: {reason}' },
  not_found: { retry: false, text: '{what} is not here any more.' },
  collection_exists: { retry: false, text: 'This collection is here already. Open it in the list.' },
  stopped: { retry: true, text: 'Stopped.' },

  core_unreachable: {
    retry: true,
    text: 'Sceneloom does not answer right now. This window keeps your changes and tries again by itself.',
  },
  session_over: {
    retry: true,
    text: 'Sceneloom was started anew. Open its new window; what was not saved here is kept in this one until you close it.',
  },
  library_in_use: {
    retry: true,
    text: 'Sceneloom is already open on {folder}. Use that window, or start with another data folder.',
  },
  library_newer: {
    retry: false,
    text: 'The library in {folder} was made with a newer Sceneloom. Update the app; nothing was changed.',
  },
  library_damaged: {
    retry: false,
    text: 'The library in {folder} could not be read. The file was left as it is: restore a backup, or choose another data folder.',
  },
  library_coming_back: {
    retry: true,
    text: 'Sceneloom is still bringing back what is in your library, so nothing is run yet: it could be made and paid for a second time. Run it when your files are back.',
  },
  backup_damaged: {
    retry: false,
    text: 'This backup is damaged, so it was not used. Nothing was changed: choose another one.',
  },
  folder_not_writable: {
    retry: true,
    text: 'Nothing can be written to {folder}. Check its permissions, or choose another data folder.',
  },
  disk_full: {
    retry: true,
    text: 'The disk is full, so {what} was not saved. Free some space and try again.',
  },
  port_taken: {
    retry: true,
    text: 'Port {port} is used by another program. Leave the port out to let Sceneloom choose one.',
  },

  file_not_found: { retry: true, text: '{name} is no longer there. Locate it and import it again.' },
  file_no_permission: {
    retry: true,
    text: '{name} may not be read. Check its permissions and import it again.',
  },
  file_not_regular: { retry: false, text: '{name} is not a file. Choose a picture, video or sound file.' },
  file_empty: { retry: false, text: '{name} is empty, so there is nothing to import.' },
  file_not_media: {
    retry: false,
    text: '{name} is not a picture, video or sound that can be used here: it looks like {looksLike}.',
  },
  file_incomplete: {
    retry: false,
    text: '{name} is incomplete: a part of it is missing. Copy or download it again, then import it.',
  },
  file_unreadable: { retry: false, text: '{name} is damaged and could not be read: {reason}' },
  file_changed: {
    retry: true,
    text: '{name} changed while it was being imported. Import it again when it is finished.',
  },
  file_name_garbled: {
    retry: true,
    text: 'The name of {name} is not written in Unicode, so it cannot be opened. Rename it and import it again.',
  },
  file_left_aside: {
    retry: false,
    text: '{name} is hidden or belongs to the system, so it was left aside. Import it by itself if you need it.',
  },
  folder_linked: {
    retry: false,
    text: '{name} only points to another folder, so it was left aside. Import that folder by itself if you need it.',
  },
  folder_loop: {
    retry: false,
    text: '{name} leads to a folder that was read already, so it was left aside.',
  },
  folder_is_library: { retry: false, text: '{name} belongs to this library, so it was left aside.' },
  path_not_whole: {
    retry: false,
    text: '“{path}” is not a whole path. Begin with the disk or the first folder, and choose again.',
  },
  import_too_large: {
    retry: false,
    text: 'More than {limit} files were found. Those after them were left aside: import their folders by themselves.',
  },
  picture_too_large: {
    retry: false,
    text: '{name} is {width} × {height} pixels, more than can be used here ({limit}). Make it smaller and import it again.',
  },
  media_missing: { retry: false, text: 'The file of {name} is missing. Import it again, or make it again.' },

  ffmpeg_missing: {
    retry: true,
    text: 'The video engine (ffmpeg) was not found, so clips cannot be made or joined. Install it or choose it in Settings.',
  },
  ffmpeg_unsuitable: {
    retry: true,
    text: 'The video engine at {path} cannot be used: {reason}. Choose another one in Settings.',
  },
  encode_unfinished: { retry: true, text: 'The video engine stopped before {what} was finished.' },
  result_wrong: {
    retry: true,
    text: 'The finished file did not pass its check ({reason}), so it was not used. The clips are unchanged.',
  },

  package_unreadable: {
    retry: false,
    text: '{name} cannot be let in: {reason}. Nothing of it was taken; ask for the package again.',
  },
  package_newer: {
    retry: false,
    text: '{name} was made with a newer Sceneloom. Nothing of it was taken; update the app and open it again.',
  },
  package_empty: { retry: false, text: 'There is nothing to pack. Choose at least one workflow.' },
  package_lacks: {
    retry: false,
    text: 'Files that did not come along with {name}: {count}. Their places are kept; import the files to fill them.',
  },
  package_known: {
    retry: false,
    text: '{name} was in this library already and is the same, so nothing was added. Open it as it is.',
  },
  package_beside: {
    retry: false,
    text: '{name} was changed here or there since, so it came in beside yours as {as}. Keep the one you need.',
  },
  package_proxies: {
    retry: false,
    text: 'Small copies that stand for their originals: {count}. Take in a package with the takes themselves before you export a film or make clips of its pictures.',
  },
  legacy_unreadable: {
    retry: false,
    text: '{name} cannot be taken over: {reason}. It was only looked at; choose its media.db.',
  },
  legacy_file_lost: {
    retry: true,
    text: '{name} is not in the older library any more. Put its file back and take it over again: nothing comes in twice.',
  },
  legacy_file_other: {
    retry: false,
    text: '{name} is not the file that the older library knew. It was taken over as it is now; look at it before you use it.',
  },
  legacy_node_unknown: {
    retry: false,
    text: '{workflow} has nodes of a kind that is not known here: {type}. They are kept as they are; put another node in their place.',
  },

  clip_changed: {
    retry: true,
    text: '{name} changed while the film was being made, so the film was not finished. Make it again.',
  },
  film_without_workflow: { retry: false, text: '{name} does not carry the workflow that it was made with.' },

  workflow_unreadable: { retry: false, text: '{name} could not be read as a workflow: {reason}' },
  workflow_newer: {
    retry: false,
    text: '{name} was made with a newer Sceneloom. It was left as it is; update the app to open it.',
  },
  workflow_conflict: {
    retry: false,
    text: 'This workflow was changed in another window. Reload it, or save yours as a copy.',
  },
  graph_loop: {
    retry: false,
    text: 'This workflow has a loop through {nodes}. Remove one of its connections.',
  },
  node_unknown: {
    retry: false,
    text: 'This version of Sceneloom does not know the node type “{type}”. It is kept as it is, but cannot run.',
  },
  param_wrong: { retry: false, text: '{param} cannot be {value}: {reason}' },
  input_missing: { retry: false, text: '{node} needs {port}.' },
  input_unfinished: { retry: false, text: '{node} waits for {source}, which did not finish.' },
  input_wrong_kind: { retry: false, text: '{node} cannot use this file: {reason}' },
  wire_unfit: { retry: false, text: '{node} has a connection that does not fit {port}. Remove it.' },
  clips_not_made: { retry: true, text: 'Run the workflow first. Clips that are not made yet: {count}.' },
  no_room: {
    retry: true,
    text: 'This takes about {needed}, but only {free} is free in {folder}. Free some space or choose another folder.',
  },
  clips_differ: { retry: false, text: 'These clips cannot be joined: {reason}' },

  model_unknown: { retry: false, text: 'The model “{model}” is not available. Choose another model.' },
  run_in_progress: {
    retry: true,
    text: 'This workflow is already running. Stop it or wait until it is done.',
  },

  // What can happen between here and a provider. `nodes/money.ts` adds what it cost, if anything.
  key_missing: { retry: false, text: '{provider} needs a key. Add it in Settings, or use Animatic.' },
  key_awaited: {
    retry: true,
    text: '{provider} has this already; its key is needed to hear how far it is. Add it in Settings.',
  },
  key_rejected: {
    retry: false,
    text: '{provider} did not accept the key. It may have been copied only in part, or was turned off.',
  },
  key_not_allowed: { retry: false, text: '{provider} does not let this key do that: {reason}' },
  key_not_stored: { retry: true, text: 'The key could not be stored: {reason}' },
  no_credit: { retry: true, text: 'Your {provider} account has no credit left.' },
  settings_refused: { retry: false, text: '{provider} cannot use these settings: {reason}' },
  setting_unfit: { retry: false, text: '{model} cannot do this: {reason}. Choose another model or setting.' },
  content_refused: {
    retry: false,
    text: '{provider} declined this: it may break their rules ({reason}). Change the words or the picture.',
  },
  provider_busy: { retry: true, text: '{provider} is busy and took nothing yet. Try again in a while.' },
  provider_trouble: { retry: true, text: '{provider} has trouble on its side right now: {reason}' },
  provider_unreachable: {
    retry: true,
    text: '{provider} could not be reached, so nothing was sent. Check the network and the address in Settings.',
  },
  provider_unknown: {
    retry: false,
    text: 'The provider “{provider}” is not known here. Choose another model.',
  },
  provider_settings: { retry: false, text: 'The settings of {provider} need a look: {reason}' },
  generation_unfinished: { retry: true, text: '{provider} could not make this: {reason}' },
  outcome_unknown: {
    retry: false,
    text: 'The request was sent, but no answer came from {provider}. It may have been taken, so it is not sent again by itself: see the inbox.',
  },
  job_parked: {
    retry: false,
    text: 'This library was copied or restored while {provider} was working. Nothing is asked there until you say so: see the inbox.',
  },
  job_canceled: { retry: true, text: 'This was canceled at {provider}.' },
  job_gone: { retry: true, text: '{provider} no longer knows this job, so its result cannot be fetched.' },
  result_missing: { retry: true, text: '{provider} says it is finished but gave no file.' },
  result_differs: {
    retry: false,
    text: 'What was fetched is not the file that is missing. It is in the library as “{name}”: choose it where it is needed.',
  },
  result_damaged: { retry: true, text: 'What {provider} sent arrived damaged, so it was not used.' },
  result_untrusted: {
    retry: false,
    text: '{provider} pointed to an address that is not safe to open, so nothing was fetched from it.',
  },
  result_unfetched: {
    retry: true,
    text: 'The finished result could not be fetched from {provider} yet. It is kept in the inbox and tried again.',
  },
  model_retired: { retry: false, text: '{model} ended on {on}. Choose another model.' },
  no_model_fits: { retry: false, text: 'No model that is ready can do this: {reason}' },
  over_budget: {
    retry: false,
    text: 'This needs about {cost}; {left} is left of your limit for {period}. Raise it in Settings, or use Animatic.',
  },
  over_clip_limit: {
    retry: false,
    text: 'Your limit of {limit} paid clips for {period} is reached. Raise it in Settings, or use Animatic.',
  },
  price_unknown: {
    retry: false,
    text: 'Nobody knows what {model} costs, and you set a limit on spending. Set its price in Settings, or use another model.',
  },
  cost_unconfirmed: { retry: true, text: 'This run needs about {cost}. Confirm it first.' },
  disk_tight: {
    retry: true,
    text: 'Only {free} is left on the disk of the library, too little to make anything. Free some space in Settings, under Storage.',
  },
  disk_low: {
    retry: true,
    text: 'Only {free} is left on the disk of the library. Making paid clips waits until there is room for them.',
  },
  batch_unreadable: { retry: false, text: '{name} could not be read as a list: {reason}' },
  batch_too_long: {
    retry: false,
    text: 'This list has {count} entries, and {limit} is the most that fits. Split it.',
  },
} as const satisfies Record<string, { retry: boolean; text: string }>
